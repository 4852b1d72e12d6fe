namespace CustomerSearch.Core.Audit;

/// <summary>The kinds of operation that stand in the chain under <c>OP</c> numbers.</summary>
public static class Operations
{
    public const string SignIn = "sign-in";
    public const string SignInRefused = "sign-in-refused";
    public const string Lockout = "lockout";
    public const string SignOut = "sign-out";
    public const string OpenCustomer = "open-customer";
    public const string RevealValue = "reveal-value";
    public const string CreateCustomer = "create-customer";
    public const string ChangeCustomer = "change-customer";
    public const string DeleteCustomer = "delete-customer";
    public const string ImportCustomers = "import-customers";
    public const string AddAccount = "add-account";
    public const string CreateApiKey = "create-api-key";
    public const string RevokeApiKey = "revoke-api-key";
    public const string ReadRecords = "read-records";
    public const string AddRemark = "add-remark";
    public const string Verify = "verify";
    public const string Acknowledge = "acknowledge";
    public const string OpenDashboard = "open-dashboard";
    public const string ProposeTag = "propose-tag";
    public const string AddTags = "add-tags";
    public const string ConfirmTag = "confirm-tag";
    public const string ChangeTag = "change-tag";
    public const string RetireTag = "retire-tag";
    public const string MergeTag = "merge-tag";
    public const string TagCustomer = "tag-customer";
    public const string SaveRule = "save-rule";
    public const string ApplyRule = "apply-rule";
    public const string RuleInForce = "rule-in-force";
    public const string TakeEvents = "take-events";
    public const string RetryDeadLetter = "retry-dead-letter";
    public const string DiscardDeadLetter = "discard-dead-letter";
    public const string RebuildIndex = "rebuild-index";
    public const string ReconcileIndex = "reconcile-index";
    public const string RollBackIndex = "roll-back-index";
}

namespace CustomerSearch.Core.Access;

/// <summary>The classes into which the fields of a customer fall; a role sees a class, not a field.</summary>
public enum FieldClass
{
    /// <summary>Named by nobody yet, so hidden from everybody.</summary>
    Unclassified = 0,

    /// <summary>What identifies nobody by itself.</summary>
    Plain,

    /// <summary>An individual's name; an enterprise's is plain.</summary>
    Name,

    /// <summary>Reading, birth date, address, occupation, legal representative, licence, external ids.</summary>
    Personal,

    /// <summary>Phones, e-mail addresses, WeChat.</summary>
    Contact,

    /// <summary>ID-card and bank-card number.</summary>
    Identity,

    /// <summary>Credit, risk, remark.</summary>
    Assessment,
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Events;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;
using CustomerSearch.Elasticsearch;
using CustomerSearch.Lucene;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Customers;
using CustomerSearch.Service.Indexing;
using CustomerSearch.Service.Jobs;
using CustomerSearch.Service.Search;
using CustomerSearch.Sqlite;
using CustomerSearch.SqlServer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>Puts the parts together. The only place that knows which database and which engine are in use.</summary>
internal static class Composition
{
    public static void AddSettings(this IServiceCollection services)
    {
        services.AddOptions<DataOptions>().BindConfiguration("Data").ValidateOnStart();
        services.AddOptions<DatabaseOptions>().BindConfiguration("Database");
        services.AddOptions<SqlServerOptions>().BindConfiguration("Database:SqlServer").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SqlServerOptions>, SqlServerOptionsValidator>();
        services.AddOptions<JobsOptions>().BindConfiguration("Jobs").ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
        services.AddOptions<ProxiesOptions>().BindConfiguration("Proxies");
        services.AddOptions<KeysOptions>().BindConfiguration("Keys");
        services.AddOptions<AnchorsOptions>().BindConfiguration("Anchors");
        services.AddOptions<DemoOptions>().BindConfiguration("Demo").ValidateOnStart();
        services.AddOptions<BusinessOptions>().BindConfiguration("Business").ValidateOnStart();
        services.AddOptions<SearchOptions>().BindConfiguration("Search").ValidateOnStart();
        services.AddOptions<ElasticsearchOptions>().BindConfiguration("Search:Elasticsearch")
            .Validate<IOptions<SearchOptions>>(
                (elasticsearch, search) => search.Value.Engine != SearchEngineKind.Elasticsearch || elasticsearch.Nodes.Count > 0,
                "Search:Elasticsearch:Nodes names no node.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ElasticsearchOptions>, ElasticsearchOptionsValidator>();
        services.AddOptions<AccessOptions>().BindConfiguration("Access").ValidateOnStart();
        services.AddOptions<CustomersOptions>().BindConfiguration("Customers").ValidateOnStart();
        services.AddOptions<FilesOptions>().BindConfiguration("Files").ValidateOnStart();
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsValidator>();
        services.AddSingleton<IValidateOptions<CustomersOptions>, CustomersOptionsValidator>();
        services.AddSingleton<IValidateOptions<DataOptions>, DataOptionsValidator>();
        services.AddSingleton<IValidateOptions<DemoOptions>, DemoOptionsValidator>();
        services.AddSingleton<IValidateOptions<BusinessOptions>, BusinessOptionsValidator>();
        services.AddSingleton<IValidateOptions<SearchOptions>, SearchOptionsValidator>();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddSingleton<DataPaths>();
        services.AddSingleton<DataLock>();
    }

    public static void AddDatabase(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(sp => new BusinessClock(
            sp.GetRequiredService<TimeProvider>(),
            TimeZoneInfo.FindSystemTimeZoneById(sp.GetRequiredService<IOptions<BusinessOptions>>().Value.TimeZone)));
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<BackgroundTurns>();
        services.AddSingleton(sp => new SqliteDatabase(
            sp.GetRequiredService<DataPaths>().Database, sp.GetRequiredService<CommitSignal>()));
        services.AddSingleton(sp => new SqlServerDatabase(
            sp.GetRequiredService<IOptions<SqlServerOptions>>().Value, sp.GetRequiredService<CommitSignal>()));
        services.AddSingleton(DatabaseParts.Of);
        services.AddSingleton(sp => sp.GetRequiredService<DatabaseParts>().Database);
        services.AddSingleton(sp => sp.GetRequiredService<DatabaseParts>().BulkWriter);
    }

    public static void AddIndex(this IServiceCollection services)
    {
        services.AddSingleton(sp => new LuceneIndex(
            sp.GetRequiredService<DataPaths>().Index,
            TimeSpan.FromMilliseconds(sp.GetRequiredService<IOptions<SearchOptions>>().Value.DeadlineMs),
            sp.GetRequiredService<TimeProvider>(),
            sp.GetRequiredService<ILogger<LuceneIndex>>()));
        services.AddSingleton(sp => new ElasticsearchIndex(
            sp.GetRequiredService<IOptions<ElasticsearchOptions>>().Value,
            TimeSpan.FromMilliseconds(sp.GetRequiredService<IOptions<SearchOptions>>().Value.DeadlineMs),
            sp.GetRequiredService<TimeProvider>(),
            sp.GetRequiredService<ILogger<ElasticsearchIndex>>()));
        services.AddSingleton(Engine<IIndexWriter>);
        services.AddSingleton<ISearchEngine>(sp => new MeasuredEngine(Engine<ISearchEngine>(sp)));
        services.AddSingleton<IndexStatus>();
        services.AddSingleton<IndexLeases>();
        services.AddSingleton<ChangeQueue>();
        services.AddSingleton<DocumentBuilder>();
        services.AddSingleton<IndexPassWriter>();
        services.AddSingleton<DrainChanges>();
        services.AddSingleton<Generations>();
        services.AddSingleton<ScanCustomers>();
        services.AddSingleton<CompareIndex>();
        services.AddSingleton<VerifyGeneration>();
        services.AddSingleton<BuildGeneration>();
        services.AddSingleton<RebuildIndex>();
        services.AddSingleton<RequestRebuild>();
        services.AddSingleton<RollBackIndex>();
        services.AddSingleton<RequestComparison>();
        services.AddSingleton<DropGenerations>();
        services.AddSingleton<IndexChecks>();
        services.AddSingleton<GuardLive>();
        services.AddSingleton<ReconcileIndex>();
        services.AddSingleton<PurgeTombstones>();
        services.AddSingleton<OpenIndex>();
        services.AddSingleton<ReadDeadLetters>();
        services.AddSingleton<SettleDeadLetter>();
    }

    /// <summary>Either engine is one object with both sides.</summary>
    private static T Engine<T>(IServiceProvider services)
        where T : class => services.GetRequiredService<IOptions<SearchOptions>>().Value.Engine switch
        {
            SearchEngineKind.Lucene => (T)(object)services.GetRequiredService<LuceneIndex>(),
            SearchEngineKind.Elasticsearch => (T)(object)services.GetRequiredService<ElasticsearchIndex>(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(sp => KeyRing.Load(
            sp.GetRequiredService<DataPaths>().Keys, create: sp.GetRequiredService<DatabaseParts>().IsNew()));
        services.AddSingleton<FieldCipher>();
        services.AddSingleton<BlindIndex>();
        services.AddSingleton<SecretValues>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<AddAccount>();
        services.AddSingleton<CreateApiKey>();
        services.AddSingleton<RevokeApiKey>();
        services.AddSingleton<Scopes>();
        services.AddSingleton<LookUpMeter>();
        services.AddSingleton<CurrentOrganisation>();
        services.AddSingleton<MaskingGate>();
        services.AddScoped<SignIn>();
        services.AddSingleton<SignOut>();
        services.AddIdentityCore<Account>().AddUserStore<AccountStore>();
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccessOptions>>((identity, access) =>
        {
            identity.Lockout.MaxFailedAccessAttempts = access.Value.WrongPasswords;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(access.Value.LockoutMinutes);
        });
        services.AddSignedInAccess();
    }

    public static void AddAudit(this IServiceCollection services)
    {
        services.AddSingleton(sp => new AnchorOptions { Path = sp.GetRequiredService<DataPaths>().Anchors });
        services.AddSingleton(sp => new AnchorFile(sp.GetRequiredService<DataPaths>().Anchors, Environment.MachineName));
        services.AddSingleton<Chain>();
        services.AddSingleton<AnchorKeeper>();
        services.AddSingleton<AuditLog>();
        services.AddHostedService(sp => sp.GetRequiredService<AuditLog>());
        services.AddHostedService(sp => sp.GetRequiredService<AnchorKeeper>());
        services.AddSingleton<VerifyChain>();
        services.AddSingleton<Verifications>();
        services.AddSingleton<AcknowledgeRestore>();
        services.AddSingleton<ReadRecords>();
        services.AddSingleton<AddRemark>();
    }

    public static void AddCapabilities(this IServiceCollection services)
    {
        services.AddSingleton<SeedCatalogue>();
        services.AddSingleton<SeedDemo>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<MoveTagDay>();
        services.AddSingleton<CurrentCatalogue>();
        services.AddTags();
        services.AddEvents();
        services.AddSingleton<CustomerReader>();
        services.AddSingleton<CustomerViewMapper>();
        services.AddSingleton<Openings>();
        services.AddSingleton<ReasonReader>();
        services.AddSingleton<OpenCustomer>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RecordRefusals>();
        services.AddSingleton<RevealValue>();
        services.AddCustomerWrites();
        services.AddImports();
        services.AddSingleton<EngineQueries>();
        services.AddSingleton<RecordSearch>();
        services.AddSingleton<HitExplainer>();
        services.AddSingleton<CriteriaText>();
        services.AddSingleton<SearchRecords>();
        services.AddSingleton<SearchLog>();
        services.AddSingleton<CustomerFinder>();
        services.AddSingleton<HitPages>();
        services.AddSingleton<SearchCustomers>();
        services.AddSingleton<SearchSteps>();
        services.AddSingleton<SearchAgain>();
        services.AddSingleton<SearchCursors>();
        services.AddSingleton<SearchReader>();
        services.AddSingleton<SearchRequests>();
        services.AddSingleton<ClientAddress>();
    }

    private static void AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<TakeEvents>();
        services.AddSingleton<ApplyEvents>();
        services.AddSingleton<InterestTags>();
        services.AddSingleton<AwaitCustomers>();
        services.AddSingleton<SlideWindows>();
        services.AddSingleton<ReadEventBatches>();
    }

    private static void AddTags(this IServiceCollection services)
    {
        services.AddSingleton<TagLedger>();
        services.AddSingleton<ProposeTag>();
        services.AddSingleton<ConfirmTag>();
        services.AddSingleton<ChangeTag>();
        services.AddSingleton<RetireTag>();
        services.AddSingleton<MergeTag>();
        services.AddSingleton<MoveMergedTags>();
        services.AddSingleton<SetCustomerTags>();
        services.AddSingleton<ReadTags>();
        services.AddSingleton<SaveRule>();
        services.AddSingleton<PreviewRule>();
        services.AddSingleton<ApplyRule>();
        services.AddSingleton<RuleSwitch>();
        services.AddSingleton<ContinueRuleApplications>();
        services.AddSingleton<ReadRules>();
    }

    private static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton(sp => new ImportFolder { Path = sp.GetRequiredService<DataPaths>().Files });
        services.AddSingleton<ImportFiles>();
        services.AddSingleton<ImportEnds>();
        services.AddSingleton<ImportObstacles>();
        services.AddSingleton<ImportWriter>();
        services.AddSingleton<Imports>();
        services.AddSingleton<StartImport>();
        services.AddSingleton<ImportCustomers>();
    }

    private static void AddCustomerWrites(this IServiceCollection services)
    {
        services.AddSingleton<DraftContexts>();
        services.AddSingleton<ApplyDraft>();
        services.AddSingleton<Duplicates>();
        services.AddSingleton<CustomerWrites>();
        services.AddSingleton<RefusedWrites>();
        services.AddSingleton<CreateCustomer>();
        services.AddSingleton<PatchCustomer>();
        services.AddSingleton<DeleteCustomer>();
        services.AddSingleton<UpsertCustomer>();
        services.AddSingleton<WaitForIndex>();
        services.AddSingleton<WriteAnswers>();
    }

    /// <summary>
    /// The keys of cookies and cursors stand in the database, sealed, and nowhere else on the machine.
    /// </summary>
    public static void AddTokens(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("CustomerSearch");
        services.AddOptions<KeyManagementOptions>().Configure<IDatabase, FieldCipher>((options, database, cipher) =>
            (options.XmlRepository, options.XmlEncryptor) = (new ProtectionKeys(database), new ProtectionKeySeal(cipher)));
    }

    public static void AddWire(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(options => Wire(options.SerializerOptions));

    /// <summary>
    /// JSON as the contract has it: camelCase, Chinese as it is, unknown and doubled properties refused, what is
    /// not there absent.
    /// </summary>
    public static void Wire(JsonSerializerOptions json)
    {
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.MaxDepth = 16;
    }
}

using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Core.Events;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Data;

/// <summary>
/// The system of record. Each provider has a subclass that says how instants are stored, keys are made and rows are locked;
/// nothing else here knows the brand of the database.
/// </summary>
public abstract class CustomerDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Customers that are not deleted.</summary>
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<ExternalId> ExternalIds => Set<ExternalId>();

    public DbSet<CustomerSource> CustomerSources => Set<CustomerSource>();

    public DbSet<CustomerOwner> CustomerOwners => Set<CustomerOwner>();

    public DbSet<CustomerTag> CustomerTags => Set<CustomerTag>();

    public DbSet<CustomerInterest> CustomerInterests => Set<CustomerInterest>();

    public DbSet<ConsentChange> ConsentChanges => Set<ConsentChange>();

    public DbSet<NumberCounter> NumberCounters => Set<NumberCounter>();

    public DbSet<CustomerImport> CustomerImports => Set<CustomerImport>();

    public DbSet<ImportNote> ImportNotes => Set<ImportNote>();

    public DbSet<TagDimension> TagDimensions => Set<TagDimension>();

    public DbSet<Tag> Tags => Set<Tag>();

    public DbSet<TagChange> TagChanges => Set<TagChange>();

    public DbSet<RuleApplication> RuleApplications => Set<RuleApplication>();

    public DbSet<TagRule> TagRules => Set<TagRule>();

    public DbSet<TagDay> TagDays => Set<TagDay>();

    public DbSet<CustomerEvent> CustomerEvents => Set<CustomerEvent>();

    public DbSet<OrderBaseline> OrderBaselines => Set<OrderBaseline>();

    public DbSet<EventBatch> EventBatches => Set<EventBatch>();

    public DbSet<EventBody> EventBodies => Set<EventBody>();

    public DbSet<EventReject> EventRejects => Set<EventReject>();

    public DbSet<WindowDay> WindowDays => Set<WindowDay>();

    public DbSet<Department> Departments => Set<Department>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<LookUpCount> LookUpCounts => Set<LookUpCount>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<AuditRecord> Records => Set<AuditRecord>();

    public DbSet<ChainHead> ChainHeads => Set<ChainHead>();

    public DbSet<Verification> Verifications => Set<Verification>();

    public DbSet<IndexChange> IndexChanges => Set<IndexChange>();

    public DbSet<IndexPass> IndexPasses => Set<IndexPass>();

    public DbSet<IndexLease> IndexLeases => Set<IndexLease>();

    public DbSet<IndexGeneration> IndexGenerations => Set<IndexGeneration>();

    public DbSet<IndexCheck> IndexChecks => Set<IndexCheck>();

    public DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    /// <summary>The keys of cookies and cursors, sealed.</summary>
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <summary>
    /// The end of the record chain, under its lock until the commit: the update takes it before anything is read.
    /// </summary>
    public virtual async Task<ChainHead> LockHeadAsync(CancellationToken ct)
    {
        await ChainHeads.ExecuteUpdateAsync(set => set.SetProperty(h => h.Position, h => h.Position), ct);
        return await ChainHeads.SingleAsync(ct);
    }

    /// <summary>
    /// Marks with a pass every row of the customers with the oldest and the newest changes, <paramref name="half"/> of each;
    /// rows that another transaction has not committed yet are left for a later pass.
    /// </summary>
    public virtual async Task<IReadOnlyList<CustomerId>> TakeChangesAsync(long pass, int half, CancellationToken ct)
    {
        var oldest = await IndexChanges.OrderBy(x => x.Seq).Take(half).Select(x => x.CustomerId).ToListAsync(ct);
        var newest = await IndexChanges.OrderByDescending(x => x.Seq).Take(half).Select(x => x.CustomerId).ToListAsync(ct);
        var customers = oldest.Concat(newest).Distinct().ToList();
        await IndexChanges.Where(x => customers.Contains(x.CustomerId))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Pass, pass), ct);
        return customers;
    }

    /// <summary>Whether any change stands in the queue, taken or not.</summary>
    public virtual Task<bool> AnyChangeAsync(CancellationToken ct) => IndexChanges.AsNoTracking().AnyAsync(ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<CustomerId>().HaveConversion<CustomerIdConverter>();
        configurationBuilder.Properties<AccountId>().HaveConversion<AccountIdConverter>();
        configurationBuilder.Properties<DepartmentId>().HaveConversion<DepartmentIdConverter>();
        configurationBuilder.Properties<TagId>().HaveConversion<TagIdConverter>();
        configurationBuilder.Properties<string>().HaveMaxLength(200);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CustomerDb).Assembly);
}

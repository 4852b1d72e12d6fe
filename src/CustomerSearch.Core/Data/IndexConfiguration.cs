using CustomerSearch.Core.Indexing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerSearch.Core.Data;

internal sealed class IndexChangeConfiguration : IEntityTypeConfiguration<IndexChange>
{
    public void Configure(EntityTypeBuilder<IndexChange> builder)
    {
        builder.ToTable("IndexChange");
        builder.HasKey(c => c.Seq);
        builder.Property(c => c.Seq).ValueGeneratedOnAdd();
        builder.HasIndex(c => new { c.CustomerId, c.Pass });
        builder.HasIndex(c => c.Pass);
    }
}

internal sealed class IndexPassConfiguration : IEntityTypeConfiguration<IndexPass>
{
    public void Configure(EntityTypeBuilder<IndexPass> builder)
    {
        builder.ToTable("IndexPass");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasData(new IndexPass());
    }
}

internal sealed class IndexLeaseConfiguration : IEntityTypeConfiguration<IndexLease>
{
    public void Configure(EntityTypeBuilder<IndexLease> builder)
    {
        builder.ToTable("IndexLease");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasData(Enum.GetValues<IndexWork>().Select(work => new IndexLease { Id = work, Until = DateTimeOffset.UnixEpoch }));
    }
}

internal sealed class IndexGenerationConfiguration : IEntityTypeConfiguration<IndexGeneration>
{
    public void Configure(EntityTypeBuilder<IndexGeneration> builder)
    {
        builder.ToTable("IndexGeneration");
        builder.HasKey(g => g.Number);
        builder.Property(g => g.Number).ValueGeneratedNever();
    }
}

internal sealed class IndexCheckConfiguration : IEntityTypeConfiguration<IndexCheck>
{
    public void Configure(EntityTypeBuilder<IndexCheck> builder)
    {
        builder.ToTable("IndexCheck");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasData(new IndexCheck());
    }
}

internal sealed class DeadLetterConfiguration : IEntityTypeConfiguration<DeadLetter>
{
    public void Configure(EntityTypeBuilder<DeadLetter> builder)
    {
        builder.ToTable("DeadLetter");
        builder.HasIndex(d => d.CustomerId);
    }
}

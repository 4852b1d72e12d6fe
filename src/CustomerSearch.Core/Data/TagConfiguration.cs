using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerSearch.Core.Data;

internal sealed class TagDimensionConfiguration : IEntityTypeConfiguration<TagDimension>
{
    public void Configure(EntityTypeBuilder<TagDimension> builder)
    {
        builder.ToTable("TagDimension");
        builder.Property(d => d.Name).HasMaxLength(50);
        builder.HasIndex(d => d.Name).IsUnique();
        builder.HasMany(d => d.Tags).WithOne().HasForeignKey(t => t.DimensionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TagConfiguration : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.ToTable("Tag");
        builder.Property(t => t.Id).ValueGeneratedOnAdd();
        builder.Property(t => t.Code).HasMaxLength(50);
        builder.HasIndex(t => new { t.DimensionId, t.Code }).IsUnique();
        builder.HasIndex(t => t.MergedInto);
    }
}

internal sealed class TagRuleConfiguration : IEntityTypeConfiguration<TagRule>
{
    public void Configure(EntityTypeBuilder<TagRule> builder)
    {
        builder.ToTable("TagRule");
        builder.Property(r => r.Body).HasMaxLength(-1);
        builder.Property(r => r.Tags).HasMaxLength(-1);
        builder.HasOne<TagDimension>().WithMany().HasForeignKey(r => r.DimensionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.DimensionId, r.Version }).IsUnique();
    }
}

internal sealed class TagChangeConfiguration : IEntityTypeConfiguration<TagChange>
{
    public void Configure(EntityTypeBuilder<TagChange> builder)
    {
        builder.ToTable("TagChange");
        builder.Property(c => c.Code).HasMaxLength(50);
        builder.Property(c => c.FormerCode).HasMaxLength(50);
        builder.HasOne<Tag>().WithMany().HasForeignKey(c => c.TagId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RuleApplicationConfiguration : IEntityTypeConfiguration<RuleApplication>
{
    public void Configure(EntityTypeBuilder<RuleApplication> builder)
    {
        builder.ToTable("RuleApplication");
        builder.HasOne<TagRule>().WithMany().HasForeignKey(a => a.RuleId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TagDayConfiguration : IEntityTypeConfiguration<TagDay>
{
    public void Configure(EntityTypeBuilder<TagDay> builder)
    {
        builder.ToTable("TagDay");
        builder.HasKey(d => d.Day);
    }
}

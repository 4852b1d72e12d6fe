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
    }
}

internal sealed class TagRuleConfiguration : IEntityTypeConfiguration<TagRule>
{
    public void Configure(EntityTypeBuilder<TagRule> builder)
    {
        builder.ToTable("TagRule");
        builder.Property(r => r.Body).HasMaxLength(-1);
        builder.HasOne<TagDimension>().WithMany().HasForeignKey(r => r.DimensionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.DimensionId, r.Version }).IsUnique();
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

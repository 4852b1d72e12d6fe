using CustomerSearch.Core.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerSearch.Core.Data;

/// <summary>
/// No foreign key and no trigger stand on these tables: key checks take shared locks under the head's.
/// </summary>
internal sealed class AuditRecordConfiguration : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("Record");
        builder.HasKey(r => r.Position);
        builder.Property(r => r.Position).ValueGeneratedNever();
        builder.Ignore(r => r.Number);
        builder.Ignore(r => r.StepOf);
        builder.Property(r => r.KeyId).HasMaxLength(20);
        builder.Property(r => r.Kind).HasMaxLength(60);
        builder.Property(r => r.Continues).HasMaxLength(20);
        builder.Property(r => r.Address).HasMaxLength(64);
        builder.Property(r => r.Purpose).HasMaxLength(20);
        builder.Property(r => r.Channel).HasMaxLength(20);
        builder.Property(r => r.Remark).HasMaxLength(500);
        builder.Property(r => r.Criteria).HasMaxLength(-1);
        builder.Property(r => r.Line).HasMaxLength(-1);
        builder.Property(r => r.ResolvedDates).HasMaxLength(-1);
        builder.Property(r => r.RuleVersions).HasMaxLength(-1);
        builder.Property(r => r.Scope).HasMaxLength(-1);
        builder.Property(r => r.Engine).HasMaxLength(20);
        builder.Property(r => r.Hash).HasMaxLength(32);
        builder.HasIndex(r => r.RecordId).IsUnique();
        builder.HasIndex(r => new { r.Series, r.Day, r.Running, r.Step }).IsUnique();
        builder.HasIndex(r => new { r.OperatorId, r.Position });
        builder.HasIndex(r => new { r.SubjectId, r.Position });
    }
}

internal sealed class ChainHeadConfiguration : IEntityTypeConfiguration<ChainHead>
{
    public void Configure(EntityTypeBuilder<ChainHead> builder)
    {
        builder.ToTable("ChainHead");
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.Hash).HasMaxLength(32);
        builder.HasData(new ChainHead { Hash = new byte[32], Day = DateOnly.MinValue });
    }
}

internal sealed class VerificationConfiguration : IEntityTypeConfiguration<Verification>
{
    public void Configure(EntityTypeBuilder<Verification> builder)
    {
        builder.ToTable("Verification");
        builder.Property(v => v.Id).ValueGeneratedOnAdd();
    }
}

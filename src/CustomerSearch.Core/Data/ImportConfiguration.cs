using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerSearch.Core.Data;

internal sealed class CustomerImportConfiguration : IEntityTypeConfiguration<CustomerImport>
{
    public void Configure(EntityTypeBuilder<CustomerImport> builder)
    {
        builder.ToTable("CustomerImport");
        builder.Property(i => i.Address).HasMaxLength(64);
        builder.Property(i => i.File).HasMaxLength(64);
        builder.Property(i => i.BodyHash).HasMaxLength(32);
        builder.Property(i => i.Failure).HasMaxLength(2000);
        builder.Ignore(i => i.RowsRead);
        builder.HasIndex(i => new { i.AccountId, i.IdempotencyKey }).IsUnique();
        builder.HasIndex(i => i.State);
        builder.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ImportNoteConfiguration : IEntityTypeConfiguration<ImportNote>
{
    public void Configure(EntityTypeBuilder<ImportNote> builder)
    {
        builder.ToTable("ImportNote");
        builder.Property(n => n.CustomerNo).HasMaxLength(20);
        builder.Property(n => n.Messages).HasMaxLength(-1);
        builder.HasOne<CustomerImport>().WithMany().HasForeignKey(n => n.ImportId);
    }
}

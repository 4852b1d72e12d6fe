using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerSearch.Core.Data;

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.ToTable("Customer");
        builder.Property(c => c.Id).ValueGeneratedOnAdd();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.Number).HasMaxLength(20);
        builder.Property(c => c.Remark).HasMaxLength(500);
        builder.Property(c => c.IdCardCipher).HasMaxLength(400);
        builder.Property(c => c.BankCardCipher).HasMaxLength(400);
        builder.Property(c => c.IdCardBlind).HasMaxLength(32);
        builder.Property(c => c.BankCardBlind).HasMaxLength(32);
        builder.ComplexProperty(c => c.Certification, part =>
        {
            part.Property(p => p.Status).HasColumnName("CertificationStatus");
            part.Property(p => p.Level).HasColumnName("CertificationLevel");
            part.Property(p => p.ValidUntil).HasColumnName("CertificationValidUntil");
        });
        builder.ComplexProperty(c => c.Metrics, part =>
        {
            part.Property(m => m.Orders6m).HasColumnName("Orders6m");
            part.Property(m => m.Logins30d).HasColumnName("Logins30d");
            part.Property(m => m.Spend12mFen).HasColumnName("Spend12mFen");
            part.Property(m => m.ArpuFen).HasColumnName("ArpuFen");
            part.Property(m => m.LifetimeSpendFen).HasColumnName("LifetimeSpendFen");
            part.Property(m => m.AverageOrderFen).HasColumnName("AverageOrderFen");
            part.Property(m => m.ReturnRateBp).HasColumnName("ReturnRateBp");
        });
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => c.DepartmentId);
        builder.HasIndex(c => c.LicenceNo);
        builder.HasIndex(c => c.IdCardBlind);
        builder.HasIndex(c => c.BankCardBlind);
        builder.HasOne<Department>().WithMany().HasForeignKey(c => c.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(c => c.DeletedAt == null);
    }
}

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("Contact");
        builder.Property(c => c.Cipher).HasMaxLength(1000);
        builder.Property(c => c.Blind).HasMaxLength(32);
        builder.Property(c => c.TailBlind).HasMaxLength(32);
        builder.HasOne<Customer>().WithMany(c => c.Contacts).HasForeignKey(c => c.CustomerId);
        builder.HasIndex(c => c.Blind);
        builder.HasIndex(c => c.TailBlind);
    }
}

internal sealed class ExternalIdConfiguration : IEntityTypeConfiguration<ExternalId>
{
    public void Configure(EntityTypeBuilder<ExternalId> builder)
    {
        builder.ToTable("ExternalId");
        builder.Property(e => e.System).HasMaxLength(50);
        builder.HasOne<Customer>().WithMany(c => c.ExternalIds).HasForeignKey(e => e.CustomerId);
        builder.HasIndex(e => new { e.System, e.Value }).IsUnique();
    }
}

internal sealed class CustomerSourceConfiguration : IEntityTypeConfiguration<CustomerSource>
{
    public void Configure(EntityTypeBuilder<CustomerSource> builder)
    {
        builder.ToTable("CustomerSource");
        builder.HasKey(s => new { s.CustomerId, s.Source });
        builder.Property(s => s.Source).HasMaxLength(50);
        builder.HasOne<Customer>().WithMany(c => c.Sources).HasForeignKey(s => s.CustomerId);
    }
}

internal sealed class CustomerOwnerConfiguration : IEntityTypeConfiguration<CustomerOwner>
{
    public void Configure(EntityTypeBuilder<CustomerOwner> builder)
    {
        builder.ToTable("CustomerOwner");
        builder.HasKey(o => new { o.CustomerId, o.AccountId });
        builder.HasOne<Customer>().WithMany(c => c.Owners).HasForeignKey(o => o.CustomerId);
        builder.HasOne<Account>().WithMany().HasForeignKey(o => o.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CustomerTagConfiguration : IEntityTypeConfiguration<CustomerTag>
{
    public void Configure(EntityTypeBuilder<CustomerTag> builder)
    {
        builder.ToTable("CustomerTag");
        builder.HasKey(t => new { t.CustomerId, t.TagId });
        builder.HasOne<Customer>().WithMany(c => c.Tags).HasForeignKey(t => t.CustomerId);
        builder.HasOne<Tag>().WithMany().HasForeignKey(t => t.TagId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CustomerInterestConfiguration : IEntityTypeConfiguration<CustomerInterest>
{
    public void Configure(EntityTypeBuilder<CustomerInterest> builder)
    {
        builder.ToTable("CustomerInterest");
        builder.HasKey(i => new { i.CustomerId, i.Kind, i.Category });
        builder.Property(i => i.Category).HasMaxLength(50);
        builder.HasOne<Customer>().WithMany(c => c.Interests).HasForeignKey(i => i.CustomerId);
    }
}

internal sealed class ConsentChangeConfiguration : IEntityTypeConfiguration<ConsentChange>
{
    public void Configure(EntityTypeBuilder<ConsentChange> builder)
    {
        builder.ToTable("ConsentChange");
        builder.Property(c => c.Channel).HasMaxLength(20);
        builder.Property(c => c.Source).HasMaxLength(20);
        builder.Property(c => c.Wording).HasMaxLength(50);
        builder.HasOne<Customer>().WithMany(c => c.Consents).HasForeignKey(c => c.CustomerId);
    }
}

internal sealed class NumberCounterConfiguration : IEntityTypeConfiguration<NumberCounter>
{
    public void Configure(EntityTypeBuilder<NumberCounter> builder)
    {
        builder.ToTable("NumberCounter");
        builder.HasKey(c => new { c.Code, c.Year });
        builder.Property(c => c.Code).HasMaxLength(2);
        builder.Property(c => c.Year).ValueGeneratedNever();
    }
}

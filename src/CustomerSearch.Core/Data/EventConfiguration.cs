using CustomerSearch.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerSearch.Core.Data;

/// <remarks>No foreign key to the customer: an event changes no document, what follows from it does.</remarks>
internal sealed class CustomerEventConfiguration : IEntityTypeConfiguration<CustomerEvent>
{
    public void Configure(EntityTypeBuilder<CustomerEvent> builder)
    {
        builder.ToTable("CustomerEvent");
        builder.Property(e => e.EventId).HasMaxLength(100);
        builder.Property(e => e.ContentHash).HasMaxLength(16);
        builder.Property(e => e.Reference).HasMaxLength(260);
        builder.Property(e => e.OrderId).HasMaxLength(100);
        builder.Property(e => e.Categories).HasMaxLength(1100);
        builder.Property(e => e.Channel).HasMaxLength(20);
        builder.HasIndex(e => new { e.AccountId, e.EventId }).IsUnique();
        builder.HasIndex(e => new { e.CustomerId, e.Type, e.Day });
        builder.HasIndex(e => new { e.Type, e.Day });
        builder.HasIndex(e => e.ParkedUntil).HasFilter("\"ParkedUntil\" IS NOT NULL");
    }
}

internal sealed class OrderBaselineConfiguration : IEntityTypeConfiguration<OrderBaseline>
{
    public void Configure(EntityTypeBuilder<OrderBaseline> builder)
    {
        builder.ToTable("OrderBaseline");
        builder.HasKey(b => b.CustomerId);
        builder.Property(b => b.CustomerId).ValueGeneratedNever();
    }
}

internal sealed class EventBatchConfiguration : IEntityTypeConfiguration<EventBatch>
{
    public void Configure(EntityTypeBuilder<EventBatch> builder)
    {
        builder.ToTable("EventBatch");
        builder.HasIndex(b => b.State);
    }
}

internal sealed class EventBodyConfiguration : IEntityTypeConfiguration<EventBody>
{
    public void Configure(EntityTypeBuilder<EventBody> builder)
    {
        builder.ToTable("EventBody");
        builder.HasKey(b => b.BatchId);
        builder.Property(b => b.BatchId).ValueGeneratedNever();
        builder.HasOne<EventBatch>().WithOne().HasForeignKey<EventBody>(b => b.BatchId);
    }
}

internal sealed class EventRejectConfiguration : IEntityTypeConfiguration<EventReject>
{
    public void Configure(EntityTypeBuilder<EventReject> builder)
    {
        builder.ToTable("EventReject");
        builder.HasKey(r => new { r.BatchId, r.Row });
        builder.Property(r => r.EventId).HasMaxLength(100);
        builder.Property(r => r.CustomerNo).HasMaxLength(20);
        builder.Property(r => r.Errors).HasMaxLength(-1);
        builder.HasOne<EventBatch>().WithMany().HasForeignKey(r => r.BatchId);
    }
}

internal sealed class WindowDayConfiguration : IEntityTypeConfiguration<WindowDay>
{
    public void Configure(EntityTypeBuilder<WindowDay> builder)
    {
        builder.ToTable("WindowDay");
        builder.Property(w => w.Id).ValueGeneratedNever();
    }
}

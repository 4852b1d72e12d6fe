using System.Data.Common;
using CustomerSearch.Core.Data;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerSearch.Faults;

/// <summary>The service inside this process over a temporary folder.</summary>
internal sealed class InProcess(WebApplication app, string folder) : IAsyncDisposable
{
    public IServiceProvider Services => app.Services;

    public static async Task<InProcess> StartAsync(Action<IServiceCollection> change)
    {
        var folder = Directory.CreateTempSubdirectory("customer-search-").FullName;
        var app = ServiceHost.Build(
            [$"--Data:Directory={Path.Combine(folder, "data")}", "--Urls=http://127.0.0.1:0", "--Demo:Customers=20", "--Demo:Password=x"], change);
        await ServiceHost.StartAsync(app);
        return new InProcess(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>While it is on, SQLite may not add a page to the file and says that the disk is full.</summary>
internal sealed class FullDisk : DbTransactionInterceptor
{
    public bool IsFull { get; set; }

    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        using var command = connection.CreateCommand();
        command.Transaction = result;
        command.CommandText = "PRAGMA page_count";
        var pages = (long)command.ExecuteScalar()!;
        command.CommandText = $"PRAGMA max_page_count = {(IsFull ? pages : 1_000_000)}";
        command.ExecuteNonQuery();
        return ValueTask.FromResult(result);
    }

    /// <summary>Puts the service's database on it.</summary>
    public void Under(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton(sp =>
        new SqliteDatabase(sp.GetRequiredService<DataPaths>().Database, sp.GetRequiredService<CommitSignal>(), this)));
}

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Runs inside a service that a test starts, before its Main (<c>DOTNET_STARTUP_HOOKS</c>), and puts an index writer and a
/// database before the real ones that end the process at the point named.
/// </summary>
[SuppressMessage("Design", "MA0047", Justification = "The runtime looks for a type of this name in no namespace.")]
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(CrashPoints.Variable) is { } point)
            DiagnosticListener.AllListeners.Subscribe(new Listeners(new CrashPoints(point)));
    }

    /// <summary>The host tells that it is about to be built.</summary>
    private sealed class Listeners(CrashPoints points) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
                value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
                builder.ConfigureServices(services => points.Decorate(services));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}

namespace CustomerSearch.Faults
{
    /// <summary>Ends its own process, as a power cut would, at one named point of a drain or a rebuild.</summary>
    internal sealed class CrashPoints(string point)
    {
        public const string Variable = "CUSTOMERSEARCH_DIES_AT";

        /// <summary>Larger writes are pages of a scan.</summary>
        private const int LargestDrain = 100;

        private volatile string? atNextCommit;
        private long lastDrained;

        public void Decorate(IServiceCollection services)
        {
            Decorate<IIndexWriter>(services, writer => new Writer(this, writer));
            Decorate<IDatabase>(services, database => new Database(this, database));
        }

        private static void Decorate<T>(IServiceCollection services, Func<T, T> around)
            where T : class
        {
            var inner = services.Last(s => s.ServiceType == typeof(T)).ImplementationFactory!;
            services.AddSingleton(sp => around((T)inner(sp)));
        }

        private void Pass(string here)
        {
            if (here == point)
                Process.GetCurrentProcess().Kill();
        }

        private void AtNextCommit(string there) => atNextCommit = there;

        private sealed class Database(CrashPoints points, IDatabase inner) : IDatabase
        {
            public Task MigrateAsync(CancellationToken ct) => inner.MigrateAsync(ct);

            public Task CheckAsync(CancellationToken ct) => inner.CheckAsync(ct);

            public Task<bool> HasTriggersAsync(CancellationToken ct) => inner.HasTriggersAsync(ct);

            public CustomerDb Open() => inner.Open();

            public async Task<T> WriteAsync<T>(WritePriority priority, Func<CustomerDb, CancellationToken, Task<T>> work, CancellationToken ct)
            {
                var there = priority == WritePriority.Index ? points.atNextCommit : null;
                var result = await inner.WriteAsync(priority, work, ct);
                if (there is not null)
                    points.Pass(there);
                return result;
            }

            public bool IsUnavailable(Exception exception) => inner.IsUnavailable(exception);
        }

        private sealed class Writer(CrashPoints points, IIndexWriter inner) : IIndexWriter
        {
            private int pages;

            public string SchemaHash => inner.SchemaHash;

            public Task<IndexOpening> OpenAsync(IProgress<(long Done, long Total)> progress, CancellationToken ct) => inner.OpenAsync(progress, ct);

            public Task<int?> AnsweringAsync(CancellationToken ct) => inner.AnsweringAsync(ct);

            public Task<IReadOnlyList<int>> ListAsync(CancellationToken ct) => inner.ListAsync(ct);

            public async Task CreateAsync(int generation, CancellationToken ct)
            {
                points.Pass("before it is made");
                await inner.CreateAsync(generation, ct);
                points.Pass("made, not registered");
            }

            public Task<IReadOnlyList<RefusedEntry>> WriteAsync(
                int generation, long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct) =>
                entries.Count > LargestDrain ? PageAsync(generation, version, entries, ct) : DrainAsync(generation, version, entries, ct);

            public async Task PromoteAsync(int generation, CancellationToken ct)
            {
                points.Pass("before the swap");
                await inner.PromoteAsync(generation, ct);
                points.Pass("swapped, not noted");
                points.AtNextCommit("swap noted");
            }

            public Task DropAsync(int generation, CancellationToken ct) => inner.DropAsync(generation, ct);

            public Task<EngineAnswer> AskAsync(int generation, EngineQuery query, CancellationToken ct)
            {
                points.Pass("before questions are asked");
                return inner.AskAsync(generation, query, ct);
            }

            public IAsyncEnumerable<IndexedCustomer> ReadAllAsync(int generation, CancellationToken ct) => inner.ReadAllAsync(generation, ct);

            public IAsyncEnumerable<IndexedCustomer> ReadBucketsAsync(int generation, IReadOnlySet<int> buckets, CancellationToken ct) =>
                inner.ReadBucketsAsync(generation, buckets, ct);

            public Task<IReadOnlyList<BucketSum>> BucketSumsAsync(int generation, CancellationToken ct)
            {
                if (pages > 0)
                    points.Pass("before sums are compared");
                return inner.BucketSumsAsync(generation, ct);
            }

            public Task<long> PurgeTombstonesAsync(int generation, long below, CancellationToken ct) =>
                inner.PurgeTombstonesAsync(generation, below, ct);

            private async Task<IReadOnlyList<RefusedEntry>> PageAsync(
                int generation, long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct)
            {
                points.Pass(pages == 0 ? "before the first page" : "before the second page");
                var refused = await inner.WriteAsync(generation, version, entries, ct);
                points.Pass("first page written, not noted");
                points.AtNextCommit("first page noted");
                pages++;
                return refused;
            }

            private async Task<IReadOnlyList<RefusedEntry>> DrainAsync(
                int generation, long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct)
            {
                var isSecond = Interlocked.Exchange(ref points.lastDrained, version) == version;
                points.Pass(isSecond ? "live written, the other not" : "taken, nothing written");
                var refused = await inner.WriteAsync(generation, version, entries, ct);
                if (!isSecond)
                    return refused;
                points.Pass("all written, not settled");
                points.AtNextCommit("settled");
                return refused;
            }
        }
    }
}

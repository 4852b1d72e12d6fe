using CustomerSearch.Service.Specs.Database;

[assembly: AssemblyFixture(typeof(CustomerSearch.Specs.Data.SqlServerQueries))]

namespace CustomerSearch.Specs.Data;

/// <summary>When all tests are done, whatever they asked SQLite must be what SQL Server would understand.</summary>
public sealed class SqlServerQueries : IDisposable
{
    public void Dispose() => EveryQueryBinds.Assert();
}

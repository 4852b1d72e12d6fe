using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CustomerSearch.Sqlite;

/// <summary>For <c>dotnet ef migrations</c> alone.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SqliteCustomerDb>
{
    public SqliteCustomerDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCustomerDb>().UseSqlite("Data Source=:memory:").Options);
}

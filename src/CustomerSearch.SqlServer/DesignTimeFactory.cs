using Microsoft.EntityFrameworkCore.Design;

namespace CustomerSearch.SqlServer;

/// <summary>For <c>dotnet ef migrations</c> alone: it needs the model and no server.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SqlServerCustomerDb>
{
    public SqlServerCustomerDb CreateDbContext(string[] args) => new(SqlServerContexts.Options(new(), "Server=none"));
}

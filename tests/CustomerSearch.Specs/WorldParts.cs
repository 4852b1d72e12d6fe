using CustomerSearch.Service.Specs.Database;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerSearch.Specs;

/// <summary>What the worlds of these tests have beside the composition of the service.</summary>
internal static class WorldParts
{
    /// <summary>All the same, for a compiled query belongs to one model of EF Core.</summary>
    public static IInterceptor[] Interceptors { get; } = [QueryCollector.OfAllTests];
}

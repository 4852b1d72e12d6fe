using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerSearch.Specs;

/// <summary>What the worlds of these tests have beside the composition of the service.</summary>
internal static class WorldParts
{
    public static IInterceptor[] Interceptors { get; } = [];
}

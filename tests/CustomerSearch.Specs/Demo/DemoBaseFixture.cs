using CustomerSearch.Core.Customers;
using CustomerSearch.Specs.Demo;

[assembly: AssemblyFixture(typeof(DemoBaseFixture))]

namespace CustomerSearch.Specs.Demo;

/// <summary>Fifty thousand demo customers, made once for the tests that only look at them.</summary>
public sealed class DemoBaseFixture : IDisposable
{
    private readonly DemoWorld world = new();
    private readonly Lazy<IReadOnlyList<Customer>> customers;

    public DemoBaseFixture() => customers = new(() => [.. world.Customers().Generate(50_000)]);

    public IReadOnlyList<Customer> Customers => customers.Value;

    public SecretValues Secrets => world.Secrets;

    public void Dispose() => world.Dispose();
}

using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerSearch.Service.Specs.Customers;

public sealed class ImportCommandSpecs : IAsyncLifetime
{
    private static readonly string[] TwoRows =
    [
        """{"customerNo":"ED2026001","kind":"individual","name":"赵一","industry":"教育","sources":["展会"],"contacts":[{"type":"mobile","value":"13912345001"}]}""",
        """{"customerNo":"ED2026002","kind":"individual","name":"赵二","industry":"教育","sources":["展会"],"contacts":[{"type":"mobile","value":"13912345002"}]}""",
    ];

    private readonly CommandFolder folder = new();

    public async ValueTask InitializeAsync() => Assert.Equal(0, await folder.RunAsync(
        "account", "add", "boss", "--name", "管理员", "--department", "总部", "--password-file", folder.Write("password", "a-long-password")));

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_is_taken_in_and_given_again_it_changes_nothing()
    {
        var file = folder.Write("customers.ndjson", TwoRows);

        Assert.Equal(0, await folder.RunAsync("import", file));
        Assert.Equal(0, await folder.RunAsync("import", file));

        await using var app = OwnHost.Build(folder.Settings);
        await using var db = app.Services.GetRequiredService<IDatabase>().Open();
        Assert.Equal([(2L, 0L), (0L, 2L)], await CountsAsync(db));
        Assert.Equal(2, await db.Customers.CountAsync());
        Assert.Equal(2, await db.Records.CountAsync(r => r.Kind == Operations.ImportCustomers));
    }

    [Fact]
    public async Task A_wrong_row_is_told_by_the_exit_code_and_the_good_ones_stay()
    {
        Assert.Equal(1, await folder.RunAsync("import", folder.Write("customers.ndjson", TwoRows[0], """{"customerNo":"ED2026003"}""")));

        await using var app = OwnHost.Build(folder.Settings);
        await using var db = app.Services.GetRequiredService<IDatabase>().Open();
        Assert.Equal("ED2026001", (await db.Customers.SingleAsync()).Number);
    }

    [Fact]
    public async Task A_file_whose_import_did_not_end_is_gone_on_with_and_not_begun_again()
    {
        var file = folder.Write("customers.ndjson", TwoRows);
        await using (var killed = OwnHost.Build(folder.Settings))
        {
            await using var body = File.OpenRead(file);
            await killed.Services.GetRequiredService<StartImport>().RunAsync(
                body, new ImportOrder(ImportFormat.Ndjson, IdempotencyKey: null) { GoesOn = true }, Operator.CommandLine, CancellationToken.None);
        }

        Assert.Equal(0, await folder.RunAsync("import", file));

        await using var app = OwnHost.Build(folder.Settings);
        await using var db = app.Services.GetRequiredService<IDatabase>().Open();
        Assert.Equal([(2L, 0L)], await CountsAsync(db));
    }

    [Theory]
    [InlineData("customers.txt")]
    [InlineData("customers")]
    public async Task A_file_of_another_kind_is_refused(string name) => Assert.Equal(2, await folder.RunAsync("import", folder.Write(name, TwoRows)));

    private static async Task<List<(long Created, long Unchanged)>> CountsAsync(CustomerDb db) =>
        (await db.CustomerImports.OrderBy(i => i.Id).Select(i => new { i.Created, i.Unchanged }).ToListAsync())
            .ConvertAll(i => ((long)i.Created, (long)i.Unchanged));
}

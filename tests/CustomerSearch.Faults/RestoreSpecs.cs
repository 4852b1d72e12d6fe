using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustomerSearch.Core.Audit;

namespace CustomerSearch.Faults;

/// <summary>A database restored from an older copy: nothing is numbered twice.</summary>
public sealed class RestoreSpecs
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Searches_are_503_until_an_administrator_acknowledges_and_numbers_go_on_past_those_that_were_issued(bool byCommand)
    {
        await using var service = new ServiceProcess(100);
        await service.StartAsync();
        await service.StopAsync();
        var copy = service.DatabaseFile + ".copy";
        File.Copy(service.DatabaseFile, copy);
        await service.StartAsync();
        RecordNumber issued;
        using (var clerk = await service.SignInAsync("clerk1"))
        {
            for (var i = 0; i < 5; i++)
                await ServiceProcess.LookUpAsync(clerk, "王");
            issued = NumberOf((await ServiceProcess.LookUpAsync(clerk, "王")).Body);
        }

        await service.StopAsync();
        Assert.False(File.Exists(service.DatabaseFile + "-wal"));
        File.Copy(copy, service.DatabaseFile, overwrite: true);

        await service.StartAsync(until: ready => ready.GetProperty("indexState").GetString() == "ready");
        await AcknowledgeAsync(service, byCommand);

        using var again = await service.SignInAsync("clerk1");
        var next = NumberOf((await ServiceProcess.LookUpAsync(again, "王")).Body);
        Assert.True(next.CompareTo(issued) > 0, $"{next} does not follow {issued}.");
        var (exitCode, output) = await service.RunAsync(["verify"]);
        Assert.True(exitCode == 0, output);
    }

    private static async Task AcknowledgeAsync(ServiceProcess service, bool byCommand)
    {
        using var nobody = new HttpClient { BaseAddress = service.Address };
        var refused = await nobody.PostAsJsonAsync("/api/v1/sign-in", new { userName = "clerk1", password = ServiceProcess.Password });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var ready = await (await nobody.GetAsync("/health/ready")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains("records", ready.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));

        using var administrator = await service.SignInAsync("admin1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ServiceProcess.LookUpAsync(administrator, "ED2024001")).Status);
        if (byCommand)
        {
            await service.StopAsync();
            var (exitCode, output) = await service.RunAsync(["records", "acknowledge", "--reason", "演练"]);
            Assert.True(exitCode == 0, output);
            await service.StartAsync();
            return;
        }

        var answer = await administrator.PostAsJsonAsync("/api/v1/records/acknowledgement", new { reason = "演练" });
        Assert.StartsWith("OP", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString(), StringComparison.Ordinal);
        using var auditor = await service.SignInAsync("auditor1");
        var operations = await auditor.GetFromJsonAsync<JsonElement>("/api/v1/operations?kind=acknowledge");
        Assert.True(operations.GetProperty("items")[0].GetProperty("criteria").TryGetProperty("signedInAt", out _));
    }

    private static RecordNumber NumberOf(JsonElement answer) => RecordNumber.Parse(answer.GetProperty("rxNumber").GetString()!, null);
}

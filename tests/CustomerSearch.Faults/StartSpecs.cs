namespace CustomerSearch.Faults;

/// <summary>What keeps the service from starting is said in one sentence, and nothing is touched.</summary>
public sealed class StartSpecs
{
    [Fact]
    public async Task A_second_process_on_the_same_data_folder_is_refused()
    {
        await using var service = new ServiceProcess(50);
        await service.StartAsync();

        var (exitCode, output) = await service.RunAsync([], ("Urls", "http://127.0.0.1:0"));

        Assert.Equal(1, exitCode);
        Assert.Contains(service.DataFolder, output, StringComparison.Ordinal);
        using var clerk = await service.SignInAsync("clerk1");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ServiceProcess.LookUpAsync(clerk, "王")).Status);
    }

    [Fact]
    public async Task Without_its_keys_a_database_is_not_opened_and_no_new_keys_are_made()
    {
        await using var service = new ServiceProcess(50);
        await service.StartAsync();
        await service.StopAsync();
        Directory.Move(service.Keys, service.Keys + ".gone");

        var (exitCode, output) = await service.RunAsync([], ("Urls", "http://127.0.0.1:0"));

        Assert.Equal(1, exitCode);
        Assert.Contains("key", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(service.Keys));
        Directory.Move(service.Keys + ".gone", service.Keys);
        await service.StartAsync();
    }

    [Fact]
    public async Task Keys_and_anchors_inside_the_data_folder_are_refused()
    {
        await using var service = new ServiceProcess(50);
        foreach (var setting in (string[])["Keys__Path", "Anchors__Path"])
        {
            var (exitCode, output) = await service.RunAsync([], (setting, Path.Combine(service.DataFolder, "inside")));
            Assert.Equal((setting, 1), (setting, exitCode));
            Assert.Contains("inside", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_started_again_service_has_the_same_customers_and_a_wrong_command_says_what_there_is()
    {
        await using var service = new ServiceProcess(50);
        await service.StartAsync();
        await service.StopAsync();
        await service.StartAsync();

        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM Customer";
        Assert.Equal(50L, await command.ExecuteScalarAsync());
        var (exitCode, output) = await service.RunAsync(["dance"]);
        Assert.Equal(2, exitCode);
        Assert.Contains("seed --customers", output, StringComparison.Ordinal);
    }
}

using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Service.Hosting;

namespace CustomerSearch.Service.Access;

/// <summary>The command <c>account add</c>: makes an account where nobody can sign in yet to ask for one.</summary>
internal sealed class AccountCommand(Preparation preparation, AnchorKeeper anchors, AddAccount add)
{
    private const int ShortestPassword = 10;

    /// <param name="options">Name and value by turns.</param>
    /// <returns>The exit code: 0 done, 1 could not, 2 not understood.</returns>
    public async Task<int> RunAsync(string userName, IEnumerable<string> options, CancellationToken ct)
    {
        var given = options.Chunk(2).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0])
            .ToDictionary(pair => pair[0], pair => pair[1]);
        if (!given.TryGetValue("--name", out var realName) || !given.TryGetValue("--department", out var department)
            || !Enum.TryParse<Role>(given.GetValueOrDefault("--role", nameof(Role.Administrator)), ignoreCase: true, out var role)
            || !Enum.IsDefined(role))
            return 2;

        var file = given.GetValueOrDefault("--password-file");
        var password = file is null
            ? Preparation.MakeUpPassword()
            : (await File.ReadAllTextAsync(file, ct)).Trim();
        if (password.Length < ShortestPassword)
            throw new StartRefusedException($"The password is shorter than {ShortestPassword} characters.");

        await preparation.OpenDatabaseAsync(ct);
        await anchors.CompareAsync(ct);
        if (await add.RunAsync(new(userName, realName, role, department, password), Operator.CommandLine, ct) is null)
        {
            await Console.Error.WriteLineAsync($"There is an account {userName} already.");
            return 1;
        }

        await anchors.WriteEndAsync();
        Console.WriteLine(file is null ? $"Account {userName}; its password: {password}" : $"Account {userName}");
        return 0;
    }
}

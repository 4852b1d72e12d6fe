using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustomerSearch.Service.Specs;

/// <summary>
/// What somebody looked at and approved. A difference fails and leaves the present state beside the approved file, as
/// <c>*.received.json</c>; who means it copies it over.
/// </summary>
internal static class Approved
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="file">Stands beside the test that calls.</param>
    /// <param name="present">What is there now.</param>
    public static void AssertIs(string file, JsonNode present, [CallerFilePath] string here = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(here)!, file);
        var received = Path.ChangeExtension(approved, ".received.json");
        var text = present.ToJsonString(Indented) + "\n";
        if (File.Exists(approved) && File.ReadAllText(approved) == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{file} differs from what is approved; {Path.GetFileName(received)} beside it is what is there now.");
    }
}

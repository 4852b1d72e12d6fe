using System.ComponentModel.DataAnnotations;
using CustomerSearch.Elasticsearch;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>Settings of the section <c>Data</c>.</summary>
public sealed class DataOptions
{
    /// <summary>Folder of everything the embedded profile writes, keys and anchors aside.</summary>
    [Required]
    public string Directory { get; set; } = "data";
}

/// <summary>Settings of the section <c>Keys</c>.</summary>
public sealed class KeysOptions
{
    /// <summary>
    /// Folder of the key files, beside the data folder and never inside it; the data folder's name with
    /// <c>.keys</c> when empty.
    /// </summary>
    public string? Path { get; set; }
}

/// <summary>Settings of the section <c>Anchors</c>.</summary>
public sealed class AnchorsOptions
{
    /// <summary>
    /// Folder of the anchor files, outside the data folder; its name with <c>.anchors</c> when empty.
    /// </summary>
    public string? Path { get; set; }
}

/// <summary>Settings of the section <c>Files</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>Folder of the bodies of imports, sealed, until they are done; <c>files</c> in the data folder when empty.</summary>
    public string? Path { get; set; }

    /// <summary>The largest body of an import, in megabytes.</summary>
    [Range(1, 100_000)]
    public int LargestMegabytes { get; set; } = 2048;
}

/// <summary>Settings of the section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>
    /// How many customers a new, empty database is filled with; 0 for none. Not set, 20,000 of SQLite and none of SQL Server.
    /// </summary>
    [Range(0, 10_000_000)]
    public int? Customers { get; set; }

    /// <summary>The password of the demo accounts; made up at the first start, and printed once, when empty.</summary>
    public string? Password { get; set; }
}

/// <summary>Settings of the section <c>Business</c>.</summary>
public sealed class BusinessOptions
{
    /// <summary>The time zone in which days begin.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";
}

/// <summary>The engines there are.</summary>
public enum SearchEngineKind
{
    /// <summary>Inside the process, in a folder.</summary>
    Lucene,

    /// <summary>A cluster of its own.</summary>
    Elasticsearch,
}

/// <summary>Settings of the section <c>Search</c>.</summary>
public sealed class SearchOptions
{
    /// <summary>What the index stands in.</summary>
    public SearchEngineKind Engine { get; set; }

    /// <summary>After this many milliseconds a search ends as unavailable.</summary>
    [Range(100, 60_000)]
    public int DeadlineMs { get; set; } = 2000;

    /// <summary>How many searches may run at once; as many more wait, the rest is turned away with 429.</summary>
    [Range(1, 10_000)]
    public int Concurrency { get; set; } = 128;
}

[OptionsValidator]
internal sealed partial class DataOptionsValidator : IValidateOptions<DataOptions>;

[OptionsValidator]
internal sealed partial class FilesOptionsValidator : IValidateOptions<FilesOptions>;

[OptionsValidator]
internal sealed partial class DemoOptionsValidator : IValidateOptions<DemoOptions>;

[OptionsValidator]
internal sealed partial class BusinessOptionsValidator : IValidateOptions<BusinessOptions>;

[OptionsValidator]
internal sealed partial class ElasticsearchOptionsValidator : IValidateOptions<ElasticsearchOptions>;

[OptionsValidator]
internal sealed partial class SearchOptionsValidator : IValidateOptions<SearchOptions>;

using System.Text.Json;

namespace Raposa.Cli;

/// <summary>
/// What is known of this installation's demo, in <c>&lt;data&gt;/secrets/demo.json</c>, readable by its owner alone. Each step
/// is written down before the next begins, so that a seeding that died goes on where it was.
/// </summary>
internal sealed record DemoState
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required string Url { get; init; }

    public required string Email { get; init; }

    public required string Password { get; init; }

    public required int Seed { get; init; }

    /// <summary>The end of the generated day: with the seed, what makes it the same day again.</summary>
    public required DateTimeOffset End { get; init; }

    public string? Organization { get; init; }

    public string? ApiKey { get; init; }

    public string? SigningSecret { get; init; }

    /// <summary>When all of it was acknowledged.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The world whose accounts are connected; null if none are.</summary>
    public string? World { get; init; }

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "secrets", "demo.json");

    /// <summary>Null where there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file is there and cannot be read.</exception>
    public static DemoState? Load(string dataFolder)
    {
        var path = PathIn(dataFolder);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<DemoState>(File.ReadAllBytes(path), Format) ?? throw new JsonException("It is null.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} cannot be read ({broken.Message}). Remove it and start with an empty data folder.", broken);
        }
    }

    /// <summary>Written beside and moved into place: the file is whole at every moment.</summary>
    public void Save(string dataFolder)
    {
        var path = PathIn(dataFolder);
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = Path.Combine(folder.FullName, "demo.json.new");
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, this, Format);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => $"the demo of {Url}";
}

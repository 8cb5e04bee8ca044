using System.Security.Cryptography;
using System.Text.Json;
using Raposa.DemoWorld.Aws.Sts;

namespace Raposa.DemoWorld;

/// <summary>What a world must know again when it starts anew on the same data, in one file readable by its owner alone.</summary>
internal sealed class WorldMemory
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string? _path;
    private readonly Lock _gate = new();
    private Kept _kept;

    /// <param name="folder">Null keeps nothing.</param>
    /// <param name="anchor">For a world that has none yet.</param>
    public WorldMemory(string? folder, DateTimeOffset? anchor, DateTimeOffset now)
    {
        _path = folder is null ? null : Path.Combine(Directory.CreateDirectory(folder).FullName, "demo-world.json");
        var known = _path is not null && File.Exists(_path) ? JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(_path), Format) : null;
        _kept = known ?? new(anchor ?? DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), RandomNumberGenerator.GetBytes(32), []);
        if (anchor is { } given && given != _kept.Anchor)
        {
            _kept = _kept with { Anchor = given };
        }

        Save();
    }

    public DateTimeOffset Anchor => _kept.Anchor;

    public byte[] Key => _kept.Key;

    public IReadOnlyList<DeployedRole> Roles => _kept.Roles;

    public void Remember(IEnumerable<DeployedRole> roles)
    {
        lock (_gate)
        {
            _kept = _kept with { Roles = [.. roles] };
            Save();
        }
    }

    private void Save()
    {
        if (_path is null)
        {
            return;
        }

        var draft = $"{_path}.new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, _kept, Format);
        }

        File.Move(draft, _path, overwrite: true);
    }

    private sealed record Kept(DateTimeOffset Anchor, byte[] Key, IReadOnlyList<DeployedRole> Roles);
}

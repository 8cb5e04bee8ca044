using System.Globalization;
using Raposa.DemoWorld.Estate;

namespace Raposa.DemoWorld;

/// <summary>What the world is started with.</summary>
internal sealed record WorldSettings
{
    public int Port { get; init; } = 8081;

    public int Seed { get; init; } = 1;

    public int Accounts { get; init; } = 3;

    public int Regions { get; init; } = 3;

    public int Instances { get; init; } = 500;

    public int FalconHosts { get; init; } = 50_000;

    /// <summary>How much faster than the wall's the world's clock goes.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Where it keeps what it must know again: its anchor, its key and the roles that were deployed. Null keeps nothing.</summary>
    public string? Data { get; init; }

    /// <summary>Where the token of the platform's own identity is written, and written anew before it expires. Null writes none.</summary>
    public string? TokenFile { get; init; }

    /// <summary>When the demo's day ends; null for now, or what was kept.</summary>
    public DateTimeOffset? Anchor { get; init; }

    public EstateOptions EstateAt(DateTimeOffset anchor) => new(Seed, anchor, Accounts, Regions, Instances, FalconHosts);

    /// <exception cref="ArgumentException">An option is unknown or has no such value.</exception>
    public static WorldSettings Parse(IReadOnlyList<string> arguments)
    {
        var settings = new WorldSettings();
        for (var index = 0; index < arguments.Count; index += 2)
        {
            var name = arguments[index];
            var value = index + 1 < arguments.Count ? arguments[index + 1] : throw new ArgumentException($"{name} needs a value.");
            settings = name switch
            {
                "--port" => settings with { Port = Number(name, value, 0, 65_535) },
                "--seed" => settings with { Seed = Number(name, value, 0, int.MaxValue) },
                "--accounts" => settings with { Accounts = Number(name, value, 1, 10_000) },
                "--regions" => settings with { Regions = Number(name, value, 1, CloudRegion.All.Length - 3) },
                "--instances" => settings with { Instances = Number(name, value, 1, 1_000_000) },
                "--falcon-hosts" => settings with { FalconHosts = Number(name, value, 0, 10_000_000) },
                "--speed" => settings with { Speed = double.TryParse(value, CultureInfo.InvariantCulture, out var speed) && speed >= 0 ? speed : throw Wrong(name, value) },
                "--data" => settings with { Data = value },
                "--token-file" => settings with { TokenFile = value },
                "--anchor" => settings with
                {
                    Anchor = DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var anchor) ? anchor : throw Wrong(name, value),
                },
                _ => throw new ArgumentException($"The option {name} is unknown."),
            };
        }

        return settings;
    }

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : throw Wrong(name, value);

    private static ArgumentException Wrong(string name, string value) => new($"{name} cannot be '{value}'.");
}

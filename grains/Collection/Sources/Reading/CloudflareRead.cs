using System.Collections.Immutable;

namespace Raposa.Collection.Sources;

/// <summary>A source of Cloudflare: a list, or a list in each of the account's zones.</summary>
/// <param name="Path">Below <c>/client/v4</c>; <c>{account}</c> and <c>{zone}</c> stand for ids.</param>
internal sealed record CloudflareRead(string Path) : SourceRead
{
    /// <summary>The list of the zones that an account has.</summary>
    public const string Zones = "/zones";

    /// <summary>The permission that the token needs, as the dashboard names it.</summary>
    public required string Permission { get; init; }

    public required int PageSize { get; init; }

    /// <summary>Parameters of every page.</summary>
    public string Query { get; init; } = "";

    /// <summary>Whether pages are named by a cursor and not by a number.</summary>
    public bool IsByCursor { get; init; }

    public bool IsPerZone => Path.Contains("{zone}", StringComparison.Ordinal);

    public override ImmutableArray<string> Operations => IsPerZone ? [$"GET {Zones}", $"GET {Path}"] : [$"GET {Path}"];

    public override ImmutableArray<string> Permissions => IsPerZone ? ["Zone: Read", Permission] : [Permission];
}

using System.Collections.Immutable;
using Orleans;

namespace Raposa.Dns;

/// <summary>The analysis that an answer is from, with what its numbers are of.</summary>
[GenerateSerializer, Immutable, Alias("raposa.dns-basis")]
public sealed record DnsBasis
{
    [Id(0)] public required Guid AnalysisId { get; init; }
    [Id(1)] public required DateTimeOffset AsOf { get; init; }

    /// <summary>Names of all zones, by how they stand.</summary>
    [Id(2)] public required int Names { get; init; }
    [Id(3)] public required int Resource { get; init; }
    [Id(4)] public required int Dangling { get; init; }
    [Id(5)] public required int External { get; init; }
    [Id(6)] public required int Unknown { get; init; }

    /// <summary>Origins behind proxied names, by verdict.</summary>
    [Id(7)] public required int Exposed { get; init; }
    [Id(8)] public required int NotExposed { get; init; }
    [Id(9)] public required int OriginsUnknown { get; init; }

    /// <summary>Sources of zones and records that are not known whole, as <c>account/source</c>: there may be more names than these.</summary>
    [Id(10)] public required ImmutableArray<string> ZonesUnknown { get; init; }
}

/// <summary>Which names to list. Null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.dns-name-query")]
public sealed record DnsNameQuery
{
    [Id(0)] public string? Zone { get; init; }
    [Id(1)] public string? AccountId { get; init; }
    [Id(2)] public DnsStanding? Standing { get; init; }
    [Id(3)] public bool? IsProxied { get; init; }

    /// <summary>The id of a resource that stands behind it.</summary>
    [Id(4)] public string? Resource { get; init; }
    [Id(5)] public DateTimeOffset? AsOf { get; init; }
    [Id(6)] public int Limit { get; init; } = 100;
    [Id(7)] public string? Cursor { get; init; }
}

/// <summary>Which origins to list. Null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.dns-origin-query")]
public sealed record DnsOriginQuery
{
    [Id(0)] public DnsOriginVerdict? Verdict { get; init; }
    [Id(1)] public string? AccountId { get; init; }
    [Id(2)] public DateTimeOffset? AsOf { get; init; }
    [Id(3)] public int Limit { get; init; } = 100;
    [Id(4)] public string? Cursor { get; init; }
}

/// <param name="Basis">Null if no analysis looked at names by then: nothing is known.</param>
/// <param name="Next">Null on the last page.</param>
[GenerateSerializer, Immutable, Alias("raposa.dns-name-page")]
public sealed record DnsNamePage(
    [property: Id(0)] DnsBasis? Basis, [property: Id(1)] ImmutableArray<DnsName> Names, [property: Id(2)] string? Next);

/// <param name="Basis">Null if no analysis looked at names by then: nothing is known.</param>
/// <param name="Next">Null on the last page.</param>
[GenerateSerializer, Immutable, Alias("raposa.dns-origin-page")]
public sealed record DnsOriginPage(
    [property: Id(0)] DnsBasis? Basis, [property: Id(1)] ImmutableArray<DnsOrigin> Origins, [property: Id(2)] string? Next);

/// <summary>What stands behind one name.</summary>
/// <param name="Names">On the internet, inside VPCs, or both; the wildcard that covers it, where it has no records of its own.</param>
/// <param name="Origins">Where it is proxied.</param>
[GenerateSerializer, Immutable, Alias("raposa.dns-answer")]
public sealed record DnsAnswer(
    [property: Id(0)] DnsBasis Basis, [property: Id(1)] ImmutableArray<DnsName> Names, [property: Id(2)] ImmutableArray<DnsOrigin> Origins);

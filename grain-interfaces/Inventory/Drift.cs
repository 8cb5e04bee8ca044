using System.Collections.Immutable;
using Orleans;

namespace Raposa.Inventory;

/// <summary>Which difference to list. Null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.drift-query")]
public sealed record DriftQuery
{
    [Id(0)] public required DateTimeOffset From { get; init; }
    [Id(1)] public required DateTimeOffset To { get; init; }
    [Id(2)] public string? Source { get; init; }
    [Id(3)] public string? AccountId { get; init; }
    [Id(4)] public string? Region { get; init; }

    /// <summary>1 to 500.</summary>
    [Id(5)] public int Limit { get; init; } = 50;

    /// <summary>The <see cref="DriftPage.Next"/> of the page before.</summary>
    [Id(6)] public string? Cursor { get; init; }
}

/// <summary>A page of what differs between two times.</summary>
/// <param name="Unknown">
/// What cannot be compared, for nothing had been sealed of it by the first time: none of its resources is called added. On the
/// first page only.
/// </param>
[GenerateSerializer, Immutable, Alias("raposa.drift-page")]
public sealed record DriftPage(
    [property: Id(0)] ImmutableArray<ResourceDrift> Resources,
    [property: Id(1)] ImmutableArray<ChainName> Unknown,
    [property: Id(2)] string? Next);

/// <summary>A resource that is not what it was.</summary>
[GenerateSerializer, Immutable, Alias("raposa.resource-drift")]
public sealed record ResourceDrift
{
    [Id(0)] public required ResourceKey Key { get; init; }
    [Id(1)] public required DriftKind Kind { get; init; }

    /// <summary>When the vendor says that it became what it is, where it says.</summary>
    [Id(2)] public DateTimeOffset? VendorChangedAt { get; init; }

    /// <summary>When we learned what it is at the later time; of one that is gone, when we learned that.</summary>
    [Id(3)] public DateTimeOffset? LearnedAt { get; init; }

    /// <summary>Where it changed, at the most <see cref="MostChanges"/> places; empty unless it changed.</summary>
    [Id(4)] public ImmutableArray<FieldChange> Changes { get; init; } = [];

    /// <summary>How many places there are in all.</summary>
    [Id(5)] public int ChangeCount { get; init; }

    public const int MostChanges = 200;
}

[GenerateSerializer, Alias("raposa.drift-kind")]
public enum DriftKind
{
    Added = 1,
    Removed = 2,
    Changed = 3,
}

/// <summary>All that is collected together again and again: a source of an account, in a region where it is read by region.</summary>
[GenerateSerializer, Immutable, Alias("raposa.chain-name")]
public sealed record ChainName([property: Id(0)] string AccountId, [property: Id(1)] string Source, [property: Id(2)] string? Region);

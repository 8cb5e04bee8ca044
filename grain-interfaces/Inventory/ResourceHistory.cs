using System.Collections.Immutable;
using Orleans;

namespace Raposa.Inventory;

/// <summary>What a resource was, version by version, newest first.</summary>
[GenerateSerializer, Immutable, Alias("raposa.resource-history")]
public sealed record ResourceHistory(
    [property: Id(0)] ResourceKey Key, [property: Id(1)] ImmutableArray<ResourceVersion> Versions, [property: Id(2)] string? Next);

/// <summary>What a resource was in each of several sealed snapshots in a row.</summary>
[GenerateSerializer, Immutable, Alias("raposa.resource-version")]
public sealed record ResourceVersion
{
    /// <summary>When the vendor says that it became so, where it says.</summary>
    [Id(0)] public DateTimeOffset? VendorChangedAt { get; init; }

    /// <summary>When we learned it.</summary>
    [Id(1)] public required DateTimeOffset LearnedAt { get; init; }

    /// <summary>When the last snapshot that has it so was sealed.</summary>
    [Id(2)] public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When we learned that it is no longer so; null while it is.</summary>
    [Id(3)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>True: it ended because the resource was gone, not because it became something else.</summary>
    [Id(4)] public required bool IsEndedByRemoval { get; init; }

    /// <summary>The first snapshot that has it so, of those that are kept.</summary>
    [Id(5)] public required Guid SnapshotId { get; init; }
    [Id(6)] public required string Document { get; init; }

    /// <summary>SHA-256 of the document's canonical JSON, in hex.</summary>
    [Id(7)] public required string Sha256 { get; init; }

    /// <summary>Against the version before it; empty in the first, after an absence, and in a page's last.</summary>
    [Id(8)] public ImmutableArray<FieldChange> Changes { get; init; } = [];
}

/// <summary>One place of a document that differs.</summary>
/// <param name="Path">As jsonpath: <c>$.State.Name</c>, <c>$.Tags[2].Value</c>.</param>
/// <param name="Old">As JSON; null: it was not there.</param>
/// <param name="New">As JSON; null: it is not there.</param>
[GenerateSerializer, Immutable, Alias("raposa.field-change")]
public sealed record FieldChange([property: Id(0)] string Path, [property: Id(1)] string? Old, [property: Id(2)] string? New);

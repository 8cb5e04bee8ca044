using System.Collections.Immutable;
using Orleans;

namespace Raposa.Inventory;

/// <summary>Where a resource is: its key is unique within its source, account and region.</summary>
/// <param name="Region">Null: the source is read once for the account.</param>
/// <param name="Key">As the source's key column gives it, such as an instance id or an ARN.</param>
[GenerateSerializer, Immutable, Alias("raposa.resource-key")]
public sealed record ResourceKey(
    [property: Id(0)] string AccountId,
    [property: Id(1)] string Source,
    [property: Id(2)] string? Region,
    [property: Id(3)] string Key);

/// <summary>A resource as one snapshot has it.</summary>
[GenerateSerializer, Immutable, Alias("raposa.resource")]
public sealed record Resource
{
    [Id(0)] public required ResourceKey Key { get; init; }

    /// <summary>The snapshot that was read: the newest that was sealed by the time asked for.</summary>
    [Id(1)] public required Guid SnapshotId { get; init; }

    /// <summary>When that snapshot was sealed: the resource is known to have been so until then.</summary>
    [Id(2)] public required DateTimeOffset SealedAt { get; init; }

    /// <summary>When the vendor says that it became so, where it says.</summary>
    [Id(3)] public DateTimeOffset? VendorChangedAt { get; init; }

    /// <summary>When we learned that it is so.</summary>
    [Id(4)] public required DateTimeOffset LearnedAt { get; init; }

    /// <summary>The source's columns that have a value, but its key, as a JSON object.</summary>
    [Id(5)] public required string Columns { get; init; }

    /// <summary>What the vendor returned, as JSON, after redaction; null in a list that did not ask for documents.</summary>
    [Id(6)] public string? Document { get; init; }

    /// <summary>SHA-256 of the document's canonical JSON, in hex.</summary>
    [Id(7)] public required string Sha256 { get; init; }
}

/// <summary>Which resources to list. All conditions hold together; null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.resource-query")]
public sealed record ResourceQuery
{
    [Id(0)] public string? Source { get; init; }
    [Id(1)] public string? AccountId { get; init; }
    [Id(2)] public string? Region { get; init; }

    /// <summary>A tag's key, exactly.</summary>
    [Id(3)] public string? TagKey { get; init; }

    /// <summary>That tag's value, exactly; null: any.</summary>
    [Id(4)] public string? TagValue { get; init; }

    /// <summary>
    /// PostgreSQL's jsonpath on the document: either a predicate, which must be true (<c>$.State.Name == "running"</c>), or a
    /// path, which must lead to something (<c>$.Tags[*] ? (@.Key == "owner")</c>).
    /// </summary>
    [Id(5)] public string? JsonPath { get; init; }

    /// <summary>A part of the resource's key, whatever its case.</summary>
    [Id(6)] public string? Text { get; init; }
    [Id(7)] public DateTimeOffset? AsOf { get; init; }

    /// <summary>Whether the answer has the documents.</summary>
    [Id(8)] public bool WithDocuments { get; init; }

    /// <summary>1 to 500.</summary>
    [Id(9)] public int Limit { get; init; } = 50;

    /// <summary>The <see cref="ResourcePage.Next"/> of the page before.</summary>
    [Id(10)] public string? Cursor { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.resource-page")]
public sealed record ResourcePage([property: Id(0)] ImmutableArray<Resource> Resources, [property: Id(1)] string? Next);

using System.Collections.Immutable;
using Orleans;

namespace Raposa.Inventory;

/// <summary>A change of a source's documents that no resource explains: the vendor's schema moved.</summary>
[GenerateSerializer, Immutable, Alias("raposa.schema-drift")]
public sealed record SchemaDrift
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required string Source { get; init; }

    /// <summary>Members by dots, <c>[]</c> for elements, <c>{}</c> for the keys of a map.</summary>
    [Id(2)] public required string Path { get; init; }
    [Id(3)] public required SchemaChangeKind Change { get; init; }

    /// <summary>Of a renamed path, its new name.</summary>
    [Id(4)] public string? RenamedTo { get; init; }

    /// <summary>string, number, boolean, object, array, null.</summary>
    [Id(5)] public ImmutableArray<string> TypesBefore { get; init; } = [];
    [Id(6)] public ImmutableArray<string> TypesAfter { get; init; } = [];

    /// <summary>How many resources of that run show it.</summary>
    [Id(7)] public required int Resources { get; init; }

    /// <summary>Where it was seen first.</summary>
    [Id(8)] public required ChainName Chain { get; init; }
    [Id(9)] public required Guid SnapshotId { get; init; }
    [Id(10)] public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When the documents looked again as they had; null while they do not.</summary>
    [Id(11)] public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What of this platform reads the path, and so may be wrong now.</summary>
    [Id(12)] public ImmutableArray<PathUse> ReadBy { get; init; } = [];
}

/// <summary>Something that reads a path of a source's documents.</summary>
/// <param name="Kind">column, view, check.</param>
/// <param name="Name">Such as <c>source.aws_ec2_instance.state</c>.</param>
/// <param name="Path">The path that it reads.</param>
[GenerateSerializer, Immutable, Alias("raposa.path-use")]
public sealed record PathUse([property: Id(0)] string Kind, [property: Id(1)] string Name, [property: Id(2)] string Path);

/// <summary>Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.schema-change-kind")]
public enum SchemaChangeKind
{
    Appeared = 1,
    Disappeared = 2,
    Renamed = 3,
    Retyped = 4,
    NewlyNull = 5,
    NewlyFilled = 6,
}

[GenerateSerializer, Immutable, Alias("raposa.schema-drift-query")]
public sealed record SchemaDriftQuery
{
    [Id(0)] public string? Source { get; init; }

    /// <summary>True: only what still is so.</summary>
    [Id(1)] public bool OnlyOpen { get; init; }

    /// <summary>1 to 500.</summary>
    [Id(2)] public int Limit { get; init; } = 50;

    /// <summary>The <see cref="SchemaDriftPage.Next"/> of the page before.</summary>
    [Id(3)] public string? Cursor { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.schema-drift-page")]
public sealed record SchemaDriftPage([property: Id(0)] ImmutableArray<SchemaDrift> Drifts, [property: Id(1)] string? Next);

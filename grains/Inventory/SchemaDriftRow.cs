using System.Text.Json;

namespace Raposa.Inventory;

/// <summary>A row of <c>inventory.schema_drift</c>.</summary>
internal sealed record SchemaDriftRow
{
    public required Guid DriftId { get; init; }
    public required string Source { get; init; }
    public required string Path { get; init; }
    public required short Change { get; init; }
    public string? RenamedTo { get; init; }
    public required string[] TypesBefore { get; init; }
    public required string[] TypesAfter { get; init; }
    public required int Resources { get; init; }
    public required string AccountId { get; init; }
    public string? Region { get; init; }
    public required Guid SnapshotId { get; init; }
    public required string ReadBy { get; init; }
    public required DateTime SeenAt { get; init; }
    public DateTime? ResolvedAt { get; init; }

    public const string Columns =
        """
        drift_id as DriftId, source as Source, path as Path, change as Change, renamed_to as RenamedTo, types_before as TypesBefore,
        types_after as TypesAfter, resources as Resources, account_id as AccountId, region as Region, snapshot_id as SnapshotId,
        read_by::text as ReadBy, seen_at as SeenAt, resolved_at as ResolvedAt
        """;

    public SchemaDrift ToDrift() => new()
    {
        Id = DriftId,
        Source = Source,
        Path = Path,
        Change = (SchemaChangeKind)Change,
        RenamedTo = RenamedTo,
        TypesBefore = [.. TypesBefore],
        TypesAfter = [.. TypesAfter],
        Resources = Resources,
        Chain = new(AccountId, Source, Region),
        SnapshotId = SnapshotId,
        SeenAt = SeenAt,
        ResolvedAt = ResolvedAt,
        ReadBy = [.. JsonSerializer.Deserialize<PathUse[]>(ReadBy, JsonSerializerOptions.Web)!],
    };
}

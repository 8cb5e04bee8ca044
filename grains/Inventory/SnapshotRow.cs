using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Raposa.Inventory;

/// <summary>A row of <c>inventory.snapshot</c> with its chain's name.</summary>
internal sealed record SnapshotRow(
    Guid SnapshotId, string AccountId, string Source, string? Region, short Status, short Kind, DateTime OpenedAt, DateTime? ClosedAt,
    DateTime? VendorFrom, DateTime? VendorTo, int Resources, int? Expected, int? Added, int? Changed, int? Removed, string Gaps,
    string? Failure, string Redaction)
{
    public const string Columns =
        """
        s.snapshot_id as SnapshotId, c.account_id as AccountId, c.source as Source, c.region as Region, s.status as Status, s.kind as Kind,
        s.opened_at as OpenedAt, s.closed_at as ClosedAt, s.vendor_from as VendorFrom, s.vendor_to as VendorTo, s.resources as Resources,
        s.expected as Expected, s.added as Added, s.changed as Changed, s.removed as Removed, s.gaps::text as Gaps,
        s.failure::text as Failure, s.redaction as Redaction
        """;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public Snapshot ToSnapshot() => new()
    {
        Id = SnapshotId,
        AccountId = AccountId,
        Source = Source,
        Region = Region,
        Status = (SnapshotStatus)Status,
        IsRefresh = Kind == 2,
        OpenedAt = OpenedAt,
        ClosedAt = ClosedAt,
        VendorFrom = VendorFrom,
        VendorTo = VendorTo,
        Resources = Resources,
        Expected = Expected,
        Change = Added is { } added ? new(added, Changed ?? 0, Removed ?? 0) : null,
        Gaps = Parse<ImmutableArray<Collection.CoverageGap>>(Gaps),
        Failure = Failure is null ? null : Parse<Collection.RunFailure>(Failure),
        Redaction = Redaction,
    };

    /// <summary>Reads gaps and failures as they are stored.</summary>
    public static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, Web)!;
}

/// <summary>A chain with what is known of it at a time.</summary>
internal sealed record CoverageRow(
    string AccountId, string Source, string? Region, Guid? SnapshotId, int? Resources, DateTime? SealedAt, DateTime? RefreshedAt,
    short? LastStatus, DateTime? LastEndedAt, string? Gaps, string? Failure)
{
    public ChainCoverage ToCoverage(DateTimeOffset asOf)
    {
        var gaps = Gaps is null ? [] : SnapshotRow.Parse<ImmutableArray<Collection.CoverageGap>>(Gaps);
        return new()
        {
            Chain = new(AccountId, Source, Region),
            State = SnapshotId is null ? CoverageState.Unknown
                : LastStatus != (short)SnapshotStatus.Sealed ? CoverageState.Stale
                : gaps.IsEmpty ? CoverageState.Known
                : CoverageState.Gaps,
            SnapshotId = SnapshotId,
            Resources = Resources ?? 0,
            SealedAt = SealedAt,
            Age = SealedAt is { } at ? asOf - at : null,
            RefreshedAt = RefreshedAt,
            LastStatus = (SnapshotStatus?)LastStatus,
            LastEndedAt = LastEndedAt,
            Gaps = gaps,
            Failure = Failure is null ? null : SnapshotRow.Parse<Collection.RunFailure>(Failure),
        };
    }
}

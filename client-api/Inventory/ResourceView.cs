using System.Collections.Immutable;

namespace Raposa.Inventory;

/// <summary>A resource as the API shows it: <see cref="Resource"/> with its JSON as JSON.</summary>
/// <param name="Columns">The source's columns that have a value.</param>
/// <param name="Document">What the vendor returned, after redaction; null in a list that did not ask for documents.</param>
public sealed record ResourceView(
    string AccountId, string Source, string? Region, string Key, Guid SnapshotId, DateTimeOffset SealedAt, DateTimeOffset? VendorChangedAt,
    DateTimeOffset LearnedAt, RawJson Columns, RawJson? Document, string Sha256)
{
    public static ResourceView Of(Resource resource) => new(
        resource.Key.AccountId, resource.Key.Source, resource.Key.Region, resource.Key.Key, resource.SnapshotId, resource.SealedAt,
        resource.VendorChangedAt, resource.LearnedAt, new(resource.Columns), JsonOf(resource.Document), resource.Sha256);

    internal static RawJson? JsonOf(string? text) => text is null ? null : new(text);
}

/// <summary>What a resource was, version by version, newest first.</summary>
public sealed record ResourceHistoryView(
    string AccountId, string Source, string? Region, string Key, ImmutableArray<ResourceVersionView> Versions, string? Next)
{
    public static ResourceHistoryView Of(ResourceHistory history) => new(
        history.Key.AccountId, history.Key.Source, history.Key.Region, history.Key.Key,
        [.. history.Versions.Select(ResourceVersionView.Of)], history.Next);
}

/// <summary>What a resource was in each of several sealed snapshots in a row; see <see cref="ResourceVersion"/>.</summary>
public sealed record ResourceVersionView(
    DateTimeOffset? VendorChangedAt, DateTimeOffset LearnedAt, DateTimeOffset LastSeenAt, DateTimeOffset? EndedAt, bool IsEndedByRemoval,
    Guid SnapshotId, RawJson Document, string Sha256, ImmutableArray<FieldChangeView> Changes)
{
    public static ResourceVersionView Of(ResourceVersion version) => new(
        version.VendorChangedAt, version.LearnedAt, version.LastSeenAt, version.EndedAt, version.IsEndedByRemoval, version.SnapshotId,
        new(version.Document), version.Sha256, [.. version.Changes.Select(FieldChangeView.Of)]);
}

/// <param name="Path">As jsonpath: <c>$.State.Name</c>.</param>
/// <param name="Old">Null: it was not there. A value that was null is shown as null too; <paramref name="Path"/> alone tells of it.</param>
public sealed record FieldChangeView(string Path, RawJson? Old, RawJson? New)
{
    public static FieldChangeView Of(FieldChange change) =>
        new(change.Path, ResourceView.JsonOf(change.Old), ResourceView.JsonOf(change.New));
}

/// <summary>A resource that is not what it was; see <see cref="ResourceDrift"/>.</summary>
public sealed record DriftView(
    string AccountId, string Source, string? Region, string Key, DriftKind Kind, DateTimeOffset? VendorChangedAt, DateTimeOffset? LearnedAt,
    ImmutableArray<FieldChangeView> Changes, int ChangeCount)
{
    public static DriftView Of(ResourceDrift drift) => new(
        drift.Key.AccountId, drift.Key.Source, drift.Key.Region, drift.Key.Key, drift.Kind, drift.VendorChangedAt, drift.LearnedAt,
        [.. drift.Changes.Select(FieldChangeView.Of)], drift.ChangeCount);
}

using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Inventory;

/// <summary>A version of a resource as it is stored, with the sealed snapshots around it that are kept.</summary>
/// <param name="NextSeq">The first sealed snapshot after its last; null: there is none.</param>
/// <param name="IsContinued">That one has another version of the resource.</param>
internal sealed record StoredVersion(
    int FirstSeq,
    int? NextSeq,
    bool IsContinued,
    Guid SnapshotId,
    DateTimeOffset? VendorChangedAt,
    DateTimeOffset LearnedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? EndedAt,
    string Sha256,
    string Document);

/// <summary>
/// The history of a resource out of its stored versions, newest first. Where the snapshots that told two equal versions apart
/// are deleted, they are one.
/// </summary>
internal static class VersionList
{
    /// <param name="stored">Newest first, one more than is wanted where there are more.</param>
    /// <param name="limit">How many are wanted.</param>
    public static ImmutableArray<ResourceVersion> Of(IReadOnlyList<StoredVersion> stored, int limit)
    {
        var versions = ImmutableArray.CreateBuilder<ResourceVersion>();
        StoredVersion? newer = null;
        for (var at = 0; at < Math.Min(limit, stored.Count); at++)
        {
            var older = at + 1 < stored.Count ? stored[at + 1] : null;
            if (newer is not null && stored[at].NextSeq == newer.FirstSeq && newer.Sha256 == stored[at].Sha256)
            {
                versions[^1] = versions[^1] with
                {
                    LearnedAt = stored[at].LearnedAt,
                    SnapshotId = stored[at].SnapshotId,
                    VendorChangedAt = stored[at].VendorChangedAt,
                    Changes = ChangesOf(older, stored[at]),
                };
            }
            else
            {
                versions.Add(new()
                {
                    VendorChangedAt = stored[at].VendorChangedAt,
                    LearnedAt = stored[at].LearnedAt,
                    LastSeenAt = stored[at].LastSeenAt,
                    EndedAt = stored[at].EndedAt,
                    IsEndedByRemoval = stored[at].NextSeq is not null && !stored[at].IsContinued,
                    SnapshotId = stored[at].SnapshotId,
                    Document = stored[at].Document,
                    Sha256 = stored[at].Sha256,
                    Changes = ChangesOf(older, stored[at]),
                });
            }

            newer = stored[at];
        }

        return versions.ToImmutable();
    }

    private static ImmutableArray<FieldChange> ChangesOf(StoredVersion? older, StoredVersion newer)
    {
        if (older is null || older.NextSeq != newer.FirstSeq)
        {
            return [];
        }

        using var before = JsonDocument.Parse(older.Document);
        using var now = JsonDocument.Parse(newer.Document);
        return [.. DocumentDiff.Of(before.RootElement, now.RootElement)];
    }
}

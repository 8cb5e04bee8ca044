using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Ingestion;

/// <summary>
/// Judges digests by each other: whether each follows the one it names, whether the one it names is there, and whether
/// there is time of which none speaks. The digests were judged one by one before.
/// </summary>
internal static class DigestChain
{
    // Periods are hours to the second. What is less than this is not a missing hour but how a time was rounded.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <param name="digests">All of one chain that there are in the scope, in any order.</param>
    /// <param name="bucket">The bucket that they stand in.</param>
    /// <returns>The digests in the order of time, with those that are named and missing among them; and the gaps.</returns>
    public static (ImmutableArray<CheckedDigest> Digests, ImmutableArray<TrailGap> Gaps) Judge(
        ChainName chain, ImmutableArray<CheckedDigest> digests, string bucket, TrailScope scope, Lateness lateness)
    {
        var present = digests.ToLookup(one => one.OwnKey.Text, StringComparer.Ordinal);
        var judged = ImmutableArray.CreateBuilder<CheckedDigest>();

        // A copy of a digest that also stands in its own place says nothing about the chain.
        ImmutableArray<CheckedDigest> copies = [.. digests.Where(one => one.Verdict == TrailVerdict.Moved && present[one.OwnKey.Text].Any(other => other.Verdict != TrailVerdict.Moved))];
        judged.AddRange(copies);
        ImmutableArray<CheckedDigest> inOrder = [.. digests.Except(copies).OrderBy(one => one.EndTime).ThenBy(one => one.Key.Text, StringComparer.Ordinal)];
        var gaps = ImmutableArray.CreateBuilder<TrailGap>();
        DateTimeOffset? reached = chain.IsBackfill || !scope.MissesBeginning ? null : scope.From;
        foreach (var one in inOrder)
        {
            var missing = Missing(one, present, bucket, scope);
            if (missing is not null && judged.All(other => other.OwnKey.Text != missing.OwnKey.Text))
            {
                judged.Add(missing);
            }

            if (chain.IsBackfill)
            {
                judged.Add(JudgeBackfill(one, present));
                continue;
            }

            var gap = GapBefore(chain, one, reached, missing);
            if (gap is not null)
            {
                gaps.Add(gap);
            }

            judged.Add(JudgeOne(one, present, IsFirst(one, inOrder), reached, gap, isExplained: missing is not null, lateness));
            reached = Later(reached, one.EndTime);
        }

        if (!chain.IsBackfill && scope.To is { } to && reached is { } end && to - end > Slack)
        {
            gaps.Add(new(chain, end, to, $"No digest speaks of the time after {Show(end)}."));
        }

        return ([.. judged.OrderBy(one => one.EndTime)], gaps.ToImmutable());
    }

    private static CheckedDigest JudgeOne(
        CheckedDigest one,
        ILookup<string, CheckedDigest> present,
        bool isFirst,
        DateTimeOffset? reached,
        TrailGap? gap,
        bool isExplained,
        Lateness lateness)
    {
        if (one.Verdict != TrailVerdict.Valid)
        {
            return one;
        }

        var content = one.Content!;
        return BrokenLink(one, present) is { } broken ? one with { Verdict = TrailVerdict.Reordered, Reason = broken }
            : content.EndTime <= content.StartTime || content.EndTime != one.Key.EndTime
                ? one with { Verdict = TrailVerdict.Reordered, Reason = $"It speaks of {Show(content.StartTime)} to {Show(content.EndTime)}, and its name says that it ends at {Show(one.Key.EndTime)}." }
            : !isFirst && reached - content.StartTime > Slack
                ? one with { Verdict = TrailVerdict.Reordered, Reason = $"It begins at {Show(content.StartTime)}, and the digests before it reach to {Show(reached!.Value)}." }
            : gap is not null && !isExplained && (content.Previous is null || !isFirst)
                ? one with { Verdict = TrailVerdict.Gap, Reason = gap.Reason }
            : lateness.IsLate(one.StoredAt, content.EndTime)
                ? one with { Verdict = TrailVerdict.Late, Reason = $"It is of the time to {Show(content.EndTime)} and was stored at {Show(one.StoredAt!.Value)}." }
            : content.Previous is null ? one with { Reason = "CloudTrail's key signed it; the chain begins with it." }
            : one;
    }

    private static CheckedDigest JudgeBackfill(CheckedDigest one, ILookup<string, CheckedDigest> present) =>
        one.Verdict != TrailVerdict.Valid ? one
        : BrokenLink(one, present) is { } broken ? one with { Verdict = TrailVerdict.Reordered, Reason = broken }
        : one with { Verdict = TrailVerdict.Backfill, Reason = "CloudTrail's key signed it; it names log files that came too late for their hour's own digest." };

    /// <summary>Why the digest does not follow the one it names; null if it does. One that is itself not as signed speaks for its own trouble.</summary>
    private static string? BrokenLink(CheckedDigest one, ILookup<string, CheckedDigest> present) =>
        one.Content!.Previous is { } previous
        && present[previous.Key].FirstOrDefault(other => other.IsSigned) is { } before
        && ((previous.Sha256 is not null && previous.Sha256 != before.Sha256)
            || (previous.Signature is not null && before.Signature is not null && previous.Signature != before.Signature))
            ? $"It follows a digest of that name with another content or signature than {before.Key.Text} has."
            : null;

    /// <summary>The one that is named as the one before, if it should be here and is not.</summary>
    private static CheckedDigest? Missing(
        CheckedDigest one, ILookup<string, CheckedDigest> present, string bucket, TrailScope scope) =>
        one.IsSigned && one.Content!.Previous is { } previous
        && previous.Bucket == bucket
        && !present.Contains(previous.Key)
        && DigestKey.TryParse(previous.Key) is { } key
        && scope.HoldsDigestOf(key.EndTime)
            ? new()
            {
                Key = key,
                Verdict = TrailVerdict.Deleted,
                Reason = $"{one.Key.Text} names it as the one before, and it is not there; get it from another version or copy of the bucket, or, if only later ones were copied, look from {Show(one.Content.StartTime)} on.",
                Sha256 = previous.Sha256,
                Signature = previous.Signature,
            }
            : null;

    // A digest that is missing explains the hour that it was of; a gap is what is missing beyond it.
    private static TrailGap? GapBefore(ChainName chain, CheckedDigest one, DateTimeOffset? reached, CheckedDigest? missing)
    {
        var to = missing is null ? one.StartTime : missing.StartTime;
        return reached is { } from && to - from > Slack
            ? new(chain, from, to, one is { IsSigned: true, Content.Previous: null }
                ? $"No digest speaks of {Show(from)} to {Show(to)}: the chain begins anew, as it does when logging or its validation was off."
                : $"No digest speaks of {Show(from)} to {Show(to)}.")
            : null;
    }

    private static bool IsFirst(CheckedDigest one, ImmutableArray<CheckedDigest> inOrder) => ReferenceEquals(one, inOrder[0]);

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

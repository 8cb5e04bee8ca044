using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>
/// One look at one place where trails deliver: verifies the digests that are new, the log files that these name, and takes
/// those that came since. Bounded; what it did not come to is found by the next.
/// </summary>
internal sealed class TrailPass(
    TrailKey key,
    TrailPlace place,
    ITrailBucket bucket,
    Func<DateTimeOffset, DateTimeOffset, Task<ImmutableArray<DigestPublicKey>>> keysOf,
    TrailStore store,
    ILogFileTaker taker,
    TrailOptions options,
    DateTimeOffset now)
{
    private const int AgainPerStep = 8;
    private const int FilesAtOnce = 8;

    private readonly Lateness _lateness = new(options.Lateness);
    private readonly List<TrailFile> _files = [];

    /// <summary>What a look came to.</summary>
    /// <param name="HasMore">It stopped before the end.</param>
    /// <param name="Hours">Hours about which something new is known.</param>
    /// <param name="Gaps">Those of the chains of trails that deliver here, as far back as it looked.</param>
    /// <param name="Ended">Ends of gaps that are none any more: where digests begin, by trail.</param>
    public sealed record Result(
        bool HasMore,
        int Digests,
        int LogFiles,
        int Records,
        ImmutableHashSet<DateTimeOffset> Hours,
        ImmutableArray<TrailGap> Gaps,
        ImmutableArray<(string Trail, DateTimeOffset At)> Ended,
        DateTimeOffset? VerifiedTo);

    public async Task<Result> RunAsync(CancellationToken cancellationToken)
    {
        var reach = await store.GetReachAsync(key, place.Bucket, cancellationToken);
        var from = reach?.NewestHere is { } newest ? (newest < now ? newest : now) - options.LookBack : now - options.FirstLook;
        var listed = await ListDigestsAsync(from, cancellationToken);
        var known = await store.GetDigestsAsync(key, place.Bucket, from, DateTimeOffset.MaxValue.AddDays(-1), cancellationToken);
        var settled = known.Where(one => one.IsSigned).Select(one => one.Key.Text).ToHashSet(StringComparer.Ordinal);
        var seen = known.Where(one => one.Verdict != TrailVerdict.Deleted).Select(one => one.Key.Text).ToHashSet(StringComparer.Ordinal);
        var broken = await store.GetDigestsOfBrokenFilesAsync(key, place.Bucket, from, cancellationToken);
        var news = listed.Where(one => !seen.Contains(one.Text)).ToList();
        var again = listed.Where(one => seen.Contains(one.Text) && (!settled.Contains(one.Text) || broken.Contains(one.Text))).ToList();

        var (judged, readTo) = await JudgeNewAsync(news, again, cancellationToken);
        var (digests, gaps) = JudgeChains(Standing(known, listed, judged), judged, from);
        var changed = digests.Where(one => !known.Contains(one)).ToList();
        await store.SaveAsync(key, place.Bucket, changed, _files, now, cancellationToken);

        var hasMore = readTo < news.Count;
        var fresh = hasMore ? 0 : await TakeUnnamedAsync(Coverage.Of(digests), from, cancellationToken);
        return new(
            hasMore || fresh >= options.FilesPerStep,
            readTo,
            _files.Count,
            _files.Sum(one => one.Taken?.Records ?? 0),
            [.. _files.Select(one => one.Hour), .. changed.SelectMany(HoursOf)],
            hasMore ? [] : gaps,
            [.. judged.Where(one => one.IsSigned).Select(one => (one.OwnKey.Trail, one.StartTime))],
            Coverage.Of(digests).Reach?.To);
    }

    private async Task<List<DigestKey>> ListDigestsAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var digests = new List<DigestKey>();
        foreach (var day in Days(from))
        {
            await foreach (var entry in TrailInventory.ListAsync(
                bucket, DigestKey.PrefixOf(place.Root, key.AccountId, key.Region, day), startAfter: null, cancellationToken))
            {
                if (DigestKey.TryParse(entry.Key) is { } digest && digest.EndTime > from)
                {
                    digests.Add(digest);
                }
            }
        }

        // Oldest first, so that what a digest follows is known before it. Backfill comes behind the hours it is about.
        return [.. digests.OrderBy(one => one.EndTime).ThenBy(one => one.IsBackfill)];
    }

    /// <summary>New digests in their order, each with its log files, until there was enough for a step; then a few that were not as they should be.</summary>
    private async Task<(List<CheckedDigest> Judged, int ReadTo)> JudgeNewAsync(
        List<DigestKey> news, List<DigestKey> again, CancellationToken cancellationToken)
    {
        var judged = new List<CheckedDigest>();
        var readTo = 0;
        if (news.Count + again.Count == 0)
        {
            return (judged, readTo);
        }

        // A backfill digest is signed when it is made, which may be today.
        var ring = new DigestKeyRing(await keysOf(news.Concat(again).Min(one => one.EndTime) - TrailScope.Period, now));
        for (; readTo < news.Count && _files.Count < options.FilesPerStep; readTo++)
        {
            await JudgeAsync(news[readTo], ring, judged, cancellationToken);
        }

        // They may have been restored. Which of them, if they are many, falls differently each hour.
        foreach (var one in again.Skip((int)(now.ToUnixTimeSeconds() / 3600 % Math.Max(1, again.Count - AgainPerStep + 1))).Take(AgainPerStep))
        {
            await JudgeAsync(one, ring, judged, cancellationToken);
        }

        return (judged, readTo);
    }

    private async Task JudgeAsync(DigestKey name, DigestKeyRing ring, List<CheckedDigest> judged, CancellationToken cancellationToken)
    {
        if (await bucket.GetAsync(name.Text, cancellationToken) is { } found)
        {
            var digest = DigestCheck.Judge(DigestCheck.Open(name, found), place.Bucket, fromSuccessor: null, ring);
            judged.Add(digest);
            // One digest's before the next one's: of an event in two of them, the earlier one is the proof.
            _files.AddRange(await TakeAsync([.. FilesNamedBy(digest)], cancellationToken));
        }
    }

    private IEnumerable<WantedFile> FilesNamedBy(CheckedDigest digest) =>
        from named in digest.IsSigned ? digest.Content!.LogFiles : []
        where named.Bucket == place.Bucket
        let file = LogFileKey.TryParse(named.Key)
        where file is not null
        select new WantedFile(file, (found, text) => LogFileCheck.Judge(named, file, digest, found, text, _lateness));

    /// <summary>
    /// Reads, judges and takes log files, some at once: each waits for the bucket, the object store and a commit, which
    /// those beside it share. In the order they were named.
    /// </summary>
    private async Task<IEnumerable<TrailFile>> TakeAsync(ImmutableArray<WantedFile> wanted, CancellationToken cancellationToken)
    {
        var files = new TrailFile?[wanted.Length];
        // On the scheduler of the grain, so that what it keeps is still touched by one turn at a time.
        var turns = new ParallelOptions
        {
            MaxDegreeOfParallelism = FilesAtOnce, TaskScheduler = TaskScheduler.Current, CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, wanted.Length, turns, async (index, token) =>
        {
            var found = await bucket.GetAsync(wanted[index].Key.Text, token);
            var text = found is null ? null : DigestCheck.Uncompressed(found.Content);
            if (wanted[index].Judge(found, text) is { } judged)
            {
                files[index] = new(place.Bucket, judged, await TakeAsync(judged, found, text));
            }
        });
        return files.OfType<TrailFile>();
    }

    // Lossless: what was changed is taken too, as what anybody may have written.
    private async Task<TakenRecords?> TakeAsync(CheckedLogFile file, TrailObject? found, byte[]? text) =>
        found is null || text is null
            ? null
            : await taker.TakeAsync($"{place.Bucket}/{file.Key.Text}", found.Content, text, file.Verdict.IsGenuine());

    private (ImmutableArray<CheckedDigest> Digests, ImmutableArray<TrailGap> Gaps) JudgeChains(
        IEnumerable<CheckedDigest> standing, List<CheckedDigest> judged, DateTimeOffset from)
    {
        var chains = standing.Concat(judged).GroupBy(one => one.OwnKey.Chain).Select(chain =>
        {
            // A trail that no longer delivers here is not expected to go on.
            var isExpected = place.Trails.Contains(chain.Key.Trail) && !chain.Key.IsBackfill;
            var due = now - TrailScope.Period - _lateness.Allowed;
            var reached = chain.Max(one => one.EndTime);
            return DigestChain.Judge(
                chain.Key, [.. chain], place.Bucket, new(from, isExpected && reached < due ? now : null, MissesBeginning: false), _lateness);
        }).ToList();
        return ([.. chains.SelectMany(chain => chain.Digests)], [.. chains.SelectMany(chain => chain.Gaps)]);
    }

    /// <summary>What was known, and is still there; what is not there any more was deleted since it was verified.</summary>
    private static IEnumerable<CheckedDigest> Standing(
        ImmutableArray<CheckedDigest> known, List<DigestKey> listed, List<CheckedDigest> judged)
    {
        var keys = listed.Select(one => one.Text).ToHashSet(StringComparer.Ordinal);
        var anew = judged.Select(one => one.Key.Text).ToHashSet(StringComparer.Ordinal);
        return known.Where(one => !anew.Contains(one.Key.Text)).Select(one =>
            keys.Contains(one.Key.Text) || one.Verdict == TrailVerdict.Deleted ? one : one with
            {
                Verdict = TrailVerdict.Deleted,
                Reason = "It was there when it was verified, and is not there any more; get it from another version or copy of the bucket.",
            });
    }

    /// <summary>Log files that no digest names: those that came since the last digest, and those that should not be there.</summary>
    private async Task<int> TakeUnnamedAsync(Coverage coverage, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var since = coverage.Reach is { } reach ? reach.To - options.Lateness - TrailScope.Period : from;
        var taken = new List<TrailFile>();
        foreach (var day in Days(since))
        {
            var entries = new List<LogFileKey>();
            await foreach (var entry in TrailInventory.ListAsync(
                bucket, LogFileKey.PrefixOf(place.Root, key.AccountId, key.Region, day), startAfter: null, cancellationToken))
            {
                if (LogFileKey.TryParse(entry.Key) is { } file && file.DeliveredAt >= since)
                {
                    entries.Add(file);
                }
            }

            var known = await store.GetKnownFilesAsync(key.Organization, place.Bucket, [.. entries.Select(one => one.Text)], cancellationToken);
            var wanted = entries.Where(one => !known.Contains(one.Text)).Take(options.FilesPerStep - taken.Count).Select(file => new WantedFile(
                file,
                (found, text) => found is null ? null : Unnamed(file, coverage) with { Sha256 = text is null ? null : LogFileCheck.HashOf(text) }));
            taken.AddRange(await TakeAsync([.. wanted], cancellationToken));
        }

        // Those that were new when they were taken, and that the digests of their time have passed over since.
        var passedOver = (await store.GetUnprovenFilesAsync(key, place.Bucket, from, cancellationToken))
            .Select(one => one with { File = Unnamed(one.File.Key, coverage) with { Sha256 = one.File.Sha256 } })
            .Where(one => one.File.Verdict == TrailVerdict.Extra)
            .ToList();
        await store.SaveAsync(key, place.Bucket, [], [.. taken, .. passedOver], now, cancellationToken);
        _files.AddRange([.. taken, .. passedOver.Select(one => one with { Taken = null })]);
        return taken.Count;
    }

    private CheckedLogFile Unnamed(LogFileKey file, Coverage coverage) => LogFileCheck.JudgeUnnamed(
        file, coverage.Holds(file.DeliveredAt, file.DeliveredAt.AddMinutes(1)) && file.DeliveredAt + options.Lateness < now);

    private IEnumerable<DateOnly> Days(DateTimeOffset from)
    {
        for (var day = DateOnly.FromDateTime(from.UtcDateTime); day <= DateOnly.FromDateTime(now.UtcDateTime); day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static IEnumerable<DateTimeOffset> HoursOf(CheckedDigest digest)
    {
        for (var hour = Lateness.HourOf(digest.StartTime); hour < digest.EndTime && digest.EndTime - hour < TimeSpan.FromDays(2); hour = hour.AddHours(1))
        {
            yield return hour;
        }
    }

    /// <summary>A log file to be read.</summary>
    /// <param name="Judge">Of the object and its text, both null if it is not there. Null if nothing is to be said of it.</param>
    private sealed record WantedFile(LogFileKey Key, Func<TrailObject?, byte[]?, CheckedLogFile?> Judge);
}

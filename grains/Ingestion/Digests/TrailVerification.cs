using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>Verifies everything in a place at once: every digest, every link, every log file.</summary>
/// <param name="bucket">The name must be known: it is part of what is signed.</param>
internal sealed class TrailVerification(ITrailBucket bucket, DigestKeyRing ring, TrailScope scope, Lateness lateness)
{
    private readonly string _name = bucket.Name ?? throw new ArgumentException("The bucket has no name.", nameof(bucket));

    /// <param name="progress">Told the bytes of each object that was read, of <see cref="TrailInventory.Bytes"/> in all.</param>
    /// <exception cref="TrailReadException">Something could not be read.</exception>
    public async Task<TrailReport> RunAsync(TrailInventory inventory, Action<long> progress, CancellationToken cancellationToken)
    {
        var (digests, gaps) = await JudgeDigestsAsync(inventory, progress, cancellationToken);
        var named = NamedFiles(digests);
        var files = new CheckedLogFile[named.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, named.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (index, token) => files[index] = await JudgeFileAsync(named[index], progress, token));

        var checkedFiles = files.Concat(Unnamed(inventory, named, digests)).ToList();
        await FindMovedAsync(checkedFiles, inventory, cancellationToken);
        return new(digests, [.. checkedFiles.OrderBy(one => one.Key.Text, StringComparer.Ordinal)], gaps);
    }

    private async Task<(ImmutableArray<CheckedDigest>, ImmutableArray<TrailGap>)> JudgeDigestsAsync(
        TrailInventory inventory, Action<long> progress, CancellationToken cancellationToken)
    {
        var opened = new List<DigestCheck.Opened>();
        foreach (var (key, entry) in inventory.Digests)
        {
            opened.Add(DigestCheck.Open(key, await ReadAsync(key.Text, cancellationToken)));
            progress(entry.Bytes);
        }

        var judged = Judge(opened);
        var deleted = judged.Digests.Where(one => one.Verdict == TrailVerdict.Deleted).Select(one => one.Key.Text).ToHashSet(StringComparer.Ordinal);
        if (deleted.Count == 0)
        {
            return judged;
        }

        // What is missing may stand somewhere under a name that is none of a digest's.
        foreach (var stray in inventory.Strays)
        {
            var found = await ReadAsync(stray.Key, cancellationToken);
            if (DigestCheck.Uncompressed(found.Content) is { } text && Digest.TryParse(text) is { } content
                && deleted.Contains(content.Key) && DigestKey.TryParse(content.Key) is { } own)
            {
                opened.Add(new(own with { Text = stray.Key }, found, text, content));
            }
        }

        return Judge(opened);
    }

    private (ImmutableArray<CheckedDigest> Digests, ImmutableArray<TrailGap>) Judge(List<DigestCheck.Opened> opened)
    {
        var signatures = opened.Where(one => one.Content is { Previous: not null, PreviousSignature: not null })
            .GroupBy(one => one.Content!.Previous!.Key, one => one.Content!.PreviousSignature!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var digests = opened
            .Select(one => DigestCheck.Judge(one, _name, signatures.GetValueOrDefault(one.Content?.Key ?? one.Key.Text), ring))
            .ToList();
        var chains = digests.GroupBy(one => one.OwnKey.Chain)
            .OrderBy(chain => chain.Key.ToString(), StringComparer.Ordinal)
            .Select(chain => DigestChain.Judge(chain.Key, [.. chain], _name, scope, lateness))
            .ToList();
        return ([.. chains.SelectMany(chain => chain.Digests)], [.. chains.SelectMany(chain => chain.Gaps)]);
    }

    /// <summary>Each log file once, with the first signed digest that names it.</summary>
    private List<(NamedLogFile File, LogFileKey Key, CheckedDigest Digest)> NamedFiles(ImmutableArray<CheckedDigest> digests) =>
    [
        .. digests.Where(one => one.IsSigned)
            .SelectMany(digest => digest.Content!.LogFiles, (digest, file) => (File: file, Digest: digest))
            .Where(pair => pair.File.Bucket == _name)
            .DistinctBy(pair => pair.File.Key)
            .Select(pair => (pair.File, Key: KeyOf(pair.File, pair.Digest), pair.Digest))
            .Where(one => scope.HoldsLogFileOf(one.Key.DeliveredAt)),
    ];

    private static LogFileKey KeyOf(NamedLogFile file, CheckedDigest digest) => LogFileKey.TryParse(file.Key)
        ?? new(file.Key, digest.Key.Root, digest.Key.AccountId, digest.Key.Region, digest.EndTime);

    private async Task<CheckedLogFile> JudgeFileAsync(
        (NamedLogFile File, LogFileKey Key, CheckedDigest Digest) named, Action<long> progress, CancellationToken cancellationToken)
    {
        var found = await bucket.GetAsync(named.Key.Text, cancellationToken);
        progress(found?.Content.Length ?? 0);
        return LogFileCheck.Judge(
            named.File, named.Key, named.Digest, found, found is null ? null : DigestCheck.Uncompressed(found.Content), lateness);
    }

    private static IEnumerable<CheckedLogFile> Unnamed(
        TrailInventory inventory, List<(NamedLogFile File, LogFileKey Key, CheckedDigest Digest)> named, ImmutableArray<CheckedDigest> digests)
    {
        var names = named.Select(one => one.Key.Text).ToHashSet(StringComparer.Ordinal);
        var coverage = digests.GroupBy(one => (one.OwnKey.Root, one.OwnKey.AccountId, one.OwnKey.Region))
            .ToDictionary(group => group.Key, Coverage.Of);
        return inventory.LogFiles.Where(file => !names.Contains(file.Key.Text)).Select(file => LogFileCheck.JudgeUnnamed(
            file.Key,
            coverage.GetValueOrDefault((file.Key.Root, file.Key.AccountId, file.Key.Region))
                ?.Holds(file.Key.DeliveredAt, file.Key.DeliveredAt.AddMinutes(1)) == true));
    }

    /// <summary>A log file that is missing under its name and found under another is one finding, not two.</summary>
    private async Task FindMovedAsync(List<CheckedLogFile> files, TrailInventory inventory, CancellationToken cancellationToken)
    {
        var missing = files.Where(one => one.Verdict == TrailVerdict.Deleted).ToLookup(one => one.ExpectedSha256!, StringComparer.Ordinal);
        if (missing.Count == 0)
        {
            return;
        }

        var unnamed = files.Where(one => one.DigestKey is null).Select(one => one.Key.Text).Concat(inventory.Strays.Select(stray => stray.Key));
        foreach (var key in unnamed.ToList())
        {
            if (DigestCheck.Uncompressed((await ReadAsync(key, cancellationToken)).Content) is { } text
                && missing[LogFileCheck.HashOf(text)].FirstOrDefault(one => files.Contains(one)) is { } moved)
            {
                files.Remove(moved);
                files.RemoveAll(one => one.DigestKey is null && one.Key.Text == key);
                files.Add(moved with
                {
                    Verdict = TrailVerdict.Moved,
                    Reason = $"CloudTrail put it there, and it stands at s3://{_name}/{key}.",
                    Sha256 = moved.ExpectedSha256,
                    FoundAt = key,
                });
            }
        }
    }

    private async Task<TrailObject> ReadAsync(string key, CancellationToken cancellationToken) =>
        await bucket.GetAsync(key, cancellationToken)
        ?? throw new TrailReadException($"s3://{_name}/{key} was listed and is gone; run it again when nothing changes the place.");
}

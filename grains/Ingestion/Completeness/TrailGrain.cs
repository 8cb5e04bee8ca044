using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging;
using Orleans;
using Raposa.Accounts;
using Raposa.Collection;
using Raposa.Findings;
using Raposa.Ingestion.Parsing;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <inheritdoc cref="ITrailGrain"/>
internal sealed partial class TrailGrain(
    ITrailSource source,
    TrailStore store,
    TrailProofStore proofs,
    CompletenessStore certificates,
    IFindingSink findings,
    IngestionOptions options,
    TrailOptions trail,
    TimeProvider time,
    ILogger<TrailGrain> logger) : Grain, ITrailGrain, ILogFileTaker
{
    // LookupEvents shows an event within a quarter of an hour.
    private static readonly TimeSpan LookupOverlap = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestTold = TimeSpan.FromDays(4);

    private Lookup? _lookup;

    private TrailKey Key => TrailKey.Parse(this.GetPrimaryKeyString());

    public async Task<TrailStep> Advance()
    {
        try
        {
            var places = await source.GetPlacesAsync(Key, CancellationToken.None);
            var step = new TrailStep { HasMore = false };
            foreach (var place in places)
            {
                step = Add(step, await Look(place));
            }

            return places.IsEmpty || step.Places.All(place => place.IsLookedUp) ? await LookUp(step) : step;
        }
        catch (SourceReadException refused)
        {
            LogRefused(Key, refused.Message);
            return new() { HasMore = false, Failure = refused.Failure, RetryAfter = refused.RetryAfter };
        }
        catch (TrailReadException busy)
        {
            LogRefused(Key, busy.Message);
            return new() { HasMore = false, Failure = new(FailureKind.Transient, "ingestion", "Unavailable", busy.Message) };
        }
    }

    /// <inheritdoc/>
    async Task<TakenRecords?> ILogFileTaker.TakeAsync(string name, byte[] content, byte[] text, bool isProven)
    {
        if (await Prepare(DeliveryChannel.TrailBucket, $"{name}@{LogFileCheck.HashOf(content)}", content, text) is not { } batch)
        {
            return null;
        }

        var receipt = await Commit(batch);
        var proved = isProven ? await proofs.ProveAsync(Key.Organization, ProofOf(name, text), batch, CancellationToken.None) : default;
        var stored = batch.Events.Length;
        return new(
            receipt.BatchId, receipt.Records, proved.Received, isProven ? stored - proved.Received : 0, batch.Rejections.Length, proved.Altered);
    }

    // The same log file is the same proof, however its copy is compressed.
    private Guid ProofOf(string name, byte[] text) =>
        EventKey.OfBatch(Key.Organization.Value, DeliveryChannel.TrailBucket, name, LogFileCheck.HashOf(text));

    /// <summary>One look at a place, by whichever account's role can read it.</summary>
    private async Task<TrailStep> Look(TrailPlace place)
    {
        SourceReadException? refusal = null;
        foreach (var reader in place.ReaderAccountIds)
        {
            try
            {
                return await Look(place, source.Open(Key, place, reader));
            }
            catch (SourceReadException refused) when (refused.Failure.Kind is FailureKind.Denied or FailureKind.Unauthenticated)
            {
                refusal ??= refused;
            }
        }

        LogNotRead(Key, place.Bucket, refusal!.Message);
        return new()
        {
            HasMore = false,
            Places = [new() { Bucket = place.Bucket, Root = place.Root, Trails = place.Trails, IsLookedUp = true, Failure = refusal.Failure }],
        };
    }

    private async Task<TrailStep> Look(TrailPlace place, ITrailBucket bucket)
    {
        var now = EventTime.InMicroseconds(time.GetUtcNow());
        var pass = await new TrailPass(
            Key, place, bucket, (from, to) => source.GetKeysAsync(Key, from, to, CancellationToken.None), store, this, trail, now)
            .RunAsync(CancellationToken.None);
        await Certify(place, pass, now);
        await Tell(
            [.. pass.Gaps.Select(gap => TrailFindings.Gap(gap, now))],
            [.. pass.Ended.Select(one => TrailFindings.GapFingerprint(Key.AccountId, Key.Region, one.Trail, one.At))
                .Except(pass.Gaps.Select(gap => TrailFindings.GapFingerprint(Key.AccountId, Key.Region, gap.Chain.Trail, gap.From)))],
            now);
        return new()
        {
            HasMore = pass.HasMore,
            Digests = pass.Digests,
            LogFiles = pass.LogFiles,
            Records = pass.Records,
            Places = [new() { Bucket = place.Bucket, Root = place.Root, Trails = place.Trails, VerifiedTo = pass.VerifiedTo }],
        };
    }

    /// <summary>Certifies the hours about which something is new, and those that are still to be told of.</summary>
    private async Task Certify(TrailPlace place, TrailPass.Result pass, DateTimeOffset now)
    {
        if (await store.GetReachAsync(Key, place.Bucket, CancellationToken.None) is not { } reach)
        {
            return;
        }

        var began = Lateness.HourOf(reach.Began);
        var hours = pass.Hours.ToHashSet();
        for (var hour = Lateness.HourOf(now); hour >= began && now - hour < LongestTold && hour >= Lateness.HourOf(pass.VerifiedTo ?? began); hour = hour.AddHours(-1))
        {
            hours.Add(hour);
        }

        DateTimeOffset[] told = [.. hours.Where(hour => hour >= began).Order()];
        if (told.Length == 0)
        {
            return;
        }

        var digests = await store.GetDigestsAsync(Key, null, told[0], told[^1].AddHours(1), CancellationToken.None);
        var files = (await store.GetFilesAsync(Key, told, CancellationToken.None)).ToLookup(one => one.Hour);
        var lateness = new Lateness(trail.Lateness);
        ImmutableArray<HourCertificate> made =
        [
            .. told.Select(hour => HourCertificates.Of(
                Key, hour, Of(digests, hour), [.. files[hour]], reach.Began, now, lateness, now)),
        ];
        var changed = await certificates.SaveAsync(Key, made, CancellationToken.None);
        await Tell(
            [
                .. made.Where(one => changed.ContainsKey(one.Hour))
                    .Select(one => TrailFindings.Tampered(Key, one, Tampered(one.Hour, Of(digests, one.Hour), files[one.Hour]), now))
                    .OfType<FindingDraft>(),
            ],
            [
                .. made.Where(one => one.Tampered == 0 && changed.GetValueOrDefault(one.Hour))
                    .Select(one => TrailFindings.TamperedFingerprint(Key, one.Hour)),
            ],
            now);
    }

    private static ImmutableArray<CheckedDigest> Of(ImmutableArray<CheckedDigest> digests, DateTimeOffset hour) =>
        [.. digests.Where(one => one.EndTime > hour && one.StartTime < hour.AddHours(1))];

    private static ImmutableArray<(TrailVerdict, string, string)> Tampered(
        DateTimeOffset hour, ImmutableArray<CheckedDigest> digests, IEnumerable<TrailFile> files) =>
    [
        .. digests.Where(one => one.Verdict.IsTampered() && Lateness.HourOf(one.EndTime - TrailScope.Period) == hour)
            .Select(one => (one.Verdict, one.Key.Text, one.Reason)),
        .. files.Where(one => one.File.Verdict.IsTampered()).Select(one => (one.File.Verdict, one.File.Key.Text, one.File.Reason)),
    ];

    private async Task Tell(ImmutableArray<FindingDraft> raised, ImmutableArray<string> resolved, DateTimeOffset now)
    {
        if (!raised.IsEmpty)
        {
            await findings.RaiseAsync(Key.Organization, raised, CancellationToken.None);
        }

        if (!resolved.IsEmpty)
        {
            await findings.ResolveAsync(Key.Organization, resolved, now, CancellationToken.None);
        }
    }

    /// <summary>Events by LookupEvents: since the last look, newest first, some pages a step.</summary>
    private async Task<TrailStep> LookUp(TrailStep step)
    {
        var now = EventTime.InMicroseconds(time.GetUtcNow());
        var lookup = _lookup ??= new(
            await store.GetLookedUpToAsync(Key, CancellationToken.None) is { } before ? before - LookupOverlap : now - trail.FirstLook, now, null);
        var records = 0;
        for (var page = 0; page < trail.LookupPagesPerStep; page++)
        {
            var found = await source.LookUpAsync(Key, lookup.From, lookup.To, lookup.Token, CancellationToken.None);
            records += await Take(found.Records);
            if (found.Next is null)
            {
                _lookup = null;
                await store.SaveLookedUpToAsync(Key, lookup.To, CancellationToken.None);
                return step with { Records = step.Records + records };
            }

            _lookup = lookup = lookup with { Token = found.Next };
        }

        return step with { HasMore = true, Records = step.Records + records };
    }

    private async Task<int> Take(ImmutableArray<string> records)
    {
        if (records.IsEmpty)
        {
            return 0;
        }

        var text = Encoding.UTF8.GetBytes(string.Join('\n', records));
        var name = $"{Key.AccountId}/{Key.Region}@{LogFileCheck.HashOf(text)}";
        if (await Prepare(DeliveryChannel.LookupEvents, name, text, text) is { } batch)
        {
            await Commit(batch);
        }

        return records.Length;
    }

    /// <summary>The batch as ingestion takes it; null if the text holds no records.</summary>
    private async Task<PreparedBatch?> Prepare(DeliveryChannel channel, string messageId, byte[] content, byte[] text)
    {
        var receivedAt = EventTime.InMicroseconds(time.GetUtcNow());
        var sha256 = LogFileCheck.HashOf(content);
        if (ParsedDelivery.Parse(text, receivedAt, IngestionLimits.None with { MaxRecordBytes = options.Limits.MaxRecordBytes }).Delivery is not { } parsed)
        {
            return null;
        }

        var owned = Ownership.Apply(parsed, Key.Organization, await OwnersOf(parsed), rejectsUnclaimed: false);
        return new()
        {
            BatchId = EventKey.OfBatch(Key.Organization.Value, channel, messageId, sha256),
            MessageId = messageId,
            Channel = channel,
            Provenance = Provenance.Pulled,
            CredentialId = $"role:{Key.AccountId}",
            Sha256 = sha256,
            ReceivedAt = receivedAt,
            WireBytes = content.Length,
            Compressed = Inflation.Deflate(content),
            Text = text,
            Events = owned.Events,
            Rejections = owned.Rejections,
        };
    }

    private async Task<Dictionary<string, OrganizationId?>> OwnersOf(ParsedDelivery parsed)
    {
        var accounts = Ownership.AccountsOf(parsed);
        var owners = await Task.WhenAll(accounts.Select(account => GrainFactory.GetGrain<IAccountClaimGrain>(account).GetOwner()));
        return accounts.Zip(owners).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private async Task<IngestReceipt> Commit(PreparedBatch batch)
    {
        var shard = IngestionKey.Of(Key.Organization, batch.MessageId, options.Shards);
        var answer = await GrainFactory.GetGrain<IIngestionGrain>(shard.ToString()).Commit(batch);
        return answer.Receipt ?? throw new TrailReadException($"{batch.MessageId} was not stored ({answer.Refusal!.Reason}); it is taken again at the next look.");
    }

    private static TrailStep Add(TrailStep step, TrailStep more) => step with
    {
        HasMore = step.HasMore || more.HasMore,
        Digests = step.Digests + more.Digests,
        LogFiles = step.LogFiles + more.LogFiles,
        Records = step.Records + more.Records,
        Places = [.. step.Places, .. more.Places],
    };

    /// <summary>A lookup under way. If it is lost, it begins anew; what it had found is there and counts as duplicate.</summary>
    private sealed record Lookup(DateTimeOffset From, DateTimeOffset To, string? Token);

    [LoggerMessage(LogLevel.Warning, "{Trail}: nothing was read: {Reason}")]
    private partial void LogRefused(TrailKey trail, string reason);

    [LoggerMessage(LogLevel.Warning, "{Trail}: the bucket {Bucket} cannot be read, events are looked up instead: {Reason}")]
    private partial void LogNotRead(TrailKey trail, string bucket, string reason);
}

/// <inheritdoc cref="ITrailSteps"/>
internal sealed class TrailSteps(IGrainFactory grains) : ITrailSteps
{
    public Task<TrailStep> AdvanceAsync(TrailKey key) => grains.GetGrain<ITrailGrain>(key.ToString()).Advance();
}

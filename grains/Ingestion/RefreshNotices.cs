using System.Collections.Concurrent;
using System.Collections.Immutable;
using Raposa.Collection;
using Raposa.Collection.Scheduling;

namespace Raposa.Ingestion;

/// <summary>
/// Which of the events just committed the collection should hear of: fresh writes to services that it reads, and what else
/// EventBridge brought (a GuardDuty finding, an instance's change of state).
/// </summary>
internal sealed class RefreshNotices(ISourceList sources)
{
    /// <summary>Of one commit. Beyond that many at once, polling is the faster way.</summary>
    public const int Most = 200;

    /// <summary>What is older was seen by a poll since: a backfill refreshes nothing.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    private const string ServiceDomain = ".amazonaws.com";

    private readonly ConcurrentDictionary<string, bool> _isRead = new(StringComparer.Ordinal);

    public ImmutableArray<NoticedEvent> Of(ImmutableArray<CommittedBatch> committed, DateTimeOffset now)
    {
        ImmutableArray<NoticedEvent>.Builder? noticed = null;
        foreach (var batch in committed)
        {
            // Not a CloudTrail record, so it was rejected as one; but it names what has changed.
            if (batch.Batch is { Channel: DeliveryChannel.EventBridge, Events.IsEmpty: true })
            {
                (noticed ??= ImmutableArray.CreateBuilder<NoticedEvent>()).Add(new(batch.Batch.Text, IsRecord: false));
            }

            foreach (var one in batch.NewEvents)
            {
                if (one.IsReadOnly == false && !one.IsUnclaimed && one.ErrorCode is null && now - one.EventTime <= Fresh && IsRead(one.EventSource))
                {
                    (noticed ??= ImmutableArray.CreateBuilder<NoticedEvent>())
                        .Add(new(batch.Batch.Text.AsSpan(one.Offset, one.Length).ToArray(), IsRecord: true));
                    if (noticed.Count >= Most)
                    {
                        return noticed.ToImmutable();
                    }
                }
            }
        }

        return noticed?.ToImmutable() ?? [];
    }

    // Services come from outside: what no source reads is not remembered.
    private bool IsRead(string? eventSource) =>
        eventSource is not null && eventSource.EndsWith(ServiceDomain, StringComparison.Ordinal)
        && (_isRead.ContainsKey(eventSource) || (
            sources.RefreshedBy($"aws.{eventSource[..^ServiceDomain.Length]}", EventHint.CallDetailType).Any() && (_isRead[eventSource] = true)));
}

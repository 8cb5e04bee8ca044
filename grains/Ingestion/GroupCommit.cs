using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>
/// Batches that go into one transaction, with their events in the order they are written: by key, so that two commits
/// that share events wait for each other and never in a circle. Of one event in two batches the first writes it.
/// </summary>
internal sealed class GroupCommit
{
    private readonly ImmutableArray<PreparedBatch> _batches;
    private readonly Dictionary<Guid, EventToWrite> _byKey;

    public GroupCommit(ImmutableArray<PreparedBatch> batches)
    {
        _batches = batches;
        _byKey = new(batches.Sum(batch => batch.Events.Length));
        foreach (var batch in batches)
        {
            foreach (var prepared in batch.Events)
            {
                if (!_byKey.TryAdd(prepared.EventKey, new(batch, prepared, batch.Provenance))
                    && _byKey[prepared.EventKey] is var first && first.Provenance < batch.Provenance && first.SaysTheSameAs(batch, prepared))
                {
                    _byKey[prepared.EventKey] = first with { Provenance = batch.Provenance };
                }
            }
        }

        Events = [.. _byKey.Values.OrderBy(one => one.Event.EventKey)];
    }

    /// <summary>Each event once.</summary>
    public ImmutableArray<EventToWrite> Events { get; }

    public ImmutableArray<PreparedBatch> Batches => _batches;

    /// <summary>What to say to each sender, once it is known which events were new.</summary>
    public ImmutableArray<CommittedBatch> Settle(IReadOnlySet<Guid> newKeys) =>
        [.. _batches.Select(batch => Settle(batch, newKeys))];

    private CommittedBatch Settle(PreparedBatch batch, IReadOnlySet<Guid> newKeys)
    {
        var taken = new HashSet<Guid>();
        var added = batch.Events
            .Where(one => newKeys.Contains(one.EventKey)
                && ReferenceEquals(_byKey[one.EventKey].Batch, batch)
                && taken.Add(one.EventKey))
            .ToImmutableArray();
        return new(
            batch,
            new(Receipt: new()
            {
                BatchId = batch.BatchId,
                Sha256 = batch.Sha256,
                ReceivedAt = batch.ReceivedAt,
                Records = batch.Events.Length + batch.Rejections.Length,
                Accepted = added.Length,
                Duplicate = batch.Events.Length - added.Length,
                Rejected = batch.Rejections.Length,
                Unclaimed = added.Count(one => one.IsUnclaimed),
                Rejections = batch.Rejections,
            }, Refusal: null),
            added);
    }
}

/// <summary>One event of one batch, with the best proof that this group has of it.</summary>
internal sealed record EventToWrite(PreparedBatch Batch, PreparedEvent Event, Provenance Provenance)
{
    public ReadOnlyMemory<byte> Record => Batch.Text.AsMemory(Event.Offset, Event.Length);

    /// <summary>Better proof of one text is no proof of another that bears the same id.</summary>
    public bool SaysTheSameAs(PreparedBatch batch, PreparedEvent other) =>
        Record.Span.SequenceEqual(batch.Text.AsSpan(other.Offset, other.Length));
}

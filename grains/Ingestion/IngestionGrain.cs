using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Raposa.Collection;
using Raposa.Detection;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <inheritdoc cref="IIngestionGrain"/>
/// <remarks>
/// Reentrant, so that deliveries gather while a commit runs. Three things run beside each other and share no turn: storing
/// each batch's object, one commit at a time for all that wait, and handing what was committed to detection.
/// </remarks>
[Reentrant]
internal sealed partial class IngestionGrain(
    IngestionStore store, NewEventsStore newEvents, IObjectStore objects, RefreshNotices refreshes, EvaluationGate gate,
    IngestionOptions options, TimeProvider time, ILogger<IngestionGrain> logger)
    : Grain, IIngestionGrain, IRemindable
{
    private const string CatchUpReminder = "catch-up";
    private static readonly TimeSpan CatchUpPeriod = TimeSpan.FromMinutes(2);

    private readonly Dictionary<(DeliveryChannel, string), PendingBatch> _messages = [];
    private readonly Queue<PendingBatch> _waiting = [];
    private EvaluationQueue _evaluation = null!;
    private Task _committing = Task.CompletedTask;
    private Task _unregistering = Task.CompletedTask;
    private Task? _reminding;

    private IngestionKey Key => IngestionKey.Parse(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _evaluation = new(options.MaxEventsAwaitingDetection);

        // What an earlier activation committed and did not live to hand on. A timer, so that no delivery waits for it.
        this.RegisterGrainTimer(
            CatchUp, new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true });
        return Task.CompletedTask;
    }

    public async Task<DeliveryAnswer> Commit(PreparedBatch batch)
    {
        // The same message twice at once: the second is told what the first is told.
        if (_messages.TryGetValue((batch.Channel, batch.MessageId), out var first))
        {
            return await first.Answer is { Receipt: { } receipt } ? new EarlierDelivery(receipt).AnswerTo(batch.Sha256) : await first.Answer;
        }

        var pending = new PendingBatch(batch);
        _messages.Add((batch.Channel, batch.MessageId), pending);
        try
        {
            await Store(pending);
            return await pending.Answer;
        }
        finally
        {
            _messages.Remove((batch.Channel, batch.MessageId));
        }
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await CatchUp(CancellationToken.None);
        if ((await store.GetUnevaluatedAsync(Key, 1, CancellationToken.None)).IsEmpty && _messages.Count == 0)
        {
            _unregistering = StopReminding();
            await _unregistering;
        }
    }

    // The object first, then the rows: what has rows can always be read back.
    private async Task Store(PendingBatch pending)
    {
        var batch = pending.Batch;
        try
        {
            // The reminder too: from the commit on something must come back for the events, whatever becomes of this process.
            await Task.WhenAll(
                EnsureReminder(),
                objects.PutAsync(
                    ObjectKey.Of(Key.Organization, batch.BatchId, batch.ReceivedAt), batch.Compressed, "application/gzip", CancellationToken.None));
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            LogNotStored(Key, batch.BatchId, failure);
            pending.Fail();
            return;
        }
        catch (Exception fault)
        {
            pending.Fault(fault);
            return;
        }

        _waiting.Enqueue(pending);
        if (_committing.IsCompleted)
        {
            _committing = CommitWaiting();
        }
    }

    private async Task CommitWaiting()
    {
        // Out of the caller's turn first, so that a burst of deliveries is one group and not one and a rest.
        await Task.Yield();
        while (_waiting.Count > 0)
        {
            await CommitGroup(NextGroup());
        }
    }

    private async Task CommitGroup(ImmutableArray<PendingBatch> group)
    {
        try
        {
            var committed = await store.CommitAsync(Key, [.. group.Select(pending => pending.Batch)], CancellationToken.None);
            foreach (var (pending, result) in group.Zip(committed))
            {
                pending.Settle(result.Answer);
            }

            Announce(committed);
        }
        catch (Exception failure) when (Outage.Is(failure) && (group.Length == 1 || Outage.MayPass(failure)))
        {
            LogNotCommitted(Key, group.Length, failure);
            foreach (var pending in group)
            {
                pending.Fail();
            }
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            // One of them cannot be written; the others must not suffer for it.
            LogOneByOne(Key, group.Length, failure);
            foreach (var pending in group)
            {
                await CommitGroup([pending]);
            }
        }
        catch (Exception fault)
        {
            foreach (var pending in group)
            {
                pending.Fault(fault);
            }
        }
    }

    private ImmutableArray<PendingBatch> NextGroup()
    {
        var group = ImmutableArray.CreateBuilder<PendingBatch>();
        long bytes = 0;
        while (_waiting.TryPeek(out var next) && (group.Count == 0 || bytes + next.Batch.Text.Length <= options.MaxBytesInGroup))
        {
            bytes += next.Batch.Text.Length;
            group.Add(_waiting.Dequeue());
        }

        return group.ToImmutable();
    }

    private void Announce(ImmutableArray<CommittedBatch> committed)
    {
        foreach (var batch in committed.Where(batch => !batch.NewEvents.IsEmpty))
        {
            if (_evaluation.TryAdd(batch.Added.ForDetection()) && !_evaluation.IsRunning)
            {
                _ = Evaluate();
            }

            _ = GrainFactory.GetGrain<IActivityGrain>(Key.Organization.ToString()).Publish(new()
            {
                At = time.GetUtcNow(),
                Kind = "batch.accepted",
                Summary = string.Create(
                    CultureInfo.InvariantCulture, $"{batch.NewEvents.Length} new events of {batch.Answer.Receipt!.Records} records"),
                Subject = batch.Batch.BatchId.ToString("D"),
                Count = batch.NewEvents.Length,
            });
        }

        // What they name is read again between polls. A hint: nobody waits for it, and a lost one is made good by the next poll.
        if (refreshes.Of(committed, time.GetUtcNow()) is { IsEmpty: false } noticed)
        {
            _ = GrainFactory.GetGrain<IRefreshGrain>(Key.Organization.ToString()).Notice(noticed);
        }
    }

    // Behind the deliveries: nobody waits for detection to be told that the events are safe.
    private async Task Evaluate()
    {
        using var running = _evaluation.Run();
        await Task.Yield();
        var seen = new List<Guid>();
        while (_evaluation.TryTake(out var events))
        {
            if (await TryEvaluate(events))
            {
                seen.Add(events.BatchId);
            }

            if (seen.Count > 0 && (seen.Count == 50 || _evaluation.IsEmpty))
            {
                await TryMarkEvaluated([.. seen]);
                seen.Clear();
            }
        }
    }

    private async Task<bool> TryEvaluate(CommittedEvents batch)
    {
        try
        {
            var detection = GrainFactory.GetGrain<IDetectionGrain>(Key.Organization.ToString());
            foreach (var part in batch.Events.Chunk(EvaluationQueue.EventsPerCall))
            {
                using var place = await gate.EnterAsync();
                await detection.Evaluate(batch with { Events = [.. part] });
            }

            return true;
        }
        catch (Exception failure)
        {
            // Whatever it was, the batch stays marked as not evaluated and the reminder comes back to it.
            LogNotEvaluated(Key, batch.BatchId, failure);
            return false;
        }
        finally
        {
            _evaluation.Done(batch);
        }
    }

    private async Task TryMarkEvaluated(Guid[] batchIds)
    {
        try
        {
            await store.MarkEvaluatedAsync(Key.Organization, batchIds, time.GetUtcNow(), CancellationToken.None);
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            LogNotMarked(Key, batchIds.Length, failure);
        }
    }

    // Whatever was committed and not evaluated, oldest first. Evaluating twice changes nothing, not evaluating would.
    private async Task CatchUp(CancellationToken cancellationToken)
    {
        Caller.ActFor(Key.Organization);
        try
        {
            while (await NextUnevaluated(cancellationToken) is { IsEmpty: false } batches)
            {
                var seen = new List<Guid>();
                foreach (var batch in batches)
                {
                    if (await newEvents.ReadAsync(Key.Organization, batch, cancellationToken) is { } added && await TryEvaluate(added.ForDetection()))
                    {
                        seen.Add(batch.BatchId);
                    }
                }

                if (seen.Count == 0)
                {
                    return;
                }

                await TryMarkEvaluated([.. seen]);
            }
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            LogNotCaughtUp(Key, failure);
        }
    }

    private async Task<ImmutableArray<UnevaluatedBatch>> NextUnevaluated(CancellationToken cancellationToken) =>
        [.. (await store.GetUnevaluatedAsync(Key, limit: 100, cancellationToken)).Where(batch => !_evaluation.Holds(batch.BatchId))];

    // Deliveries come at once, and one registration is enough for all. One that failed is begun anew.
    private async Task EnsureReminder()
    {
        await _unregistering;
        var reminding = _reminding ??= this.RegisterOrUpdateReminder(CatchUpReminder, CatchUpPeriod, CatchUpPeriod);
        try
        {
            await reminding;
        }
        catch when (_reminding == reminding)
        {
            _reminding = null;
            throw;
        }
    }

    // A reminder that could not be ended ticks again, and is ended then. Deliveries wait for this, so it never fails.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever it was, the next delivery registers anew.")]
    private async Task StopReminding()
    {
        try
        {
            if (await this.GetReminder(CatchUpReminder) is { } reminder)
            {
                await this.UnregisterReminder(reminder);
            }
        }
        catch (Exception failure)
        {
            LogStillReminded(Key, failure);
        }

        _reminding = null;
    }

    [LoggerMessage(LogLevel.Warning, "{Shard}: its reminder could not be ended; it ticks once more")]
    private partial void LogStillReminded(IngestionKey shard, Exception failure);

    [LoggerMessage(LogLevel.Error, "{Shard}: the object of batch {Batch} could not be stored; its sender will repeat it")]
    private partial void LogNotStored(IngestionKey shard, Guid batch, Exception failure);

    [LoggerMessage(LogLevel.Error, "{Shard}: {Batches} batches could not be committed; their senders will repeat them")]
    private partial void LogNotCommitted(IngestionKey shard, int batches, Exception failure);

    [LoggerMessage(LogLevel.Error, "{Shard}: one of {Batches} batches cannot be written; they are committed one by one")]
    private partial void LogOneByOne(IngestionKey shard, int batches, Exception failure);

    [LoggerMessage(LogLevel.Error, "{Shard}: detection failed on batch {Batch}; it is evaluated again at the next reminder")]
    private partial void LogNotEvaluated(IngestionKey shard, Guid batch, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Shard}: {Batches} evaluated batches could not be marked; they are evaluated again")]
    private partial void LogNotMarked(IngestionKey shard, int batches, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Shard}: batches that were not evaluated could not be read; the reminder comes back to them")]
    private partial void LogNotCaughtUp(IngestionKey shard, Exception failure);
}

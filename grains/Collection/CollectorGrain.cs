using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Raposa.Accounts;
using Raposa.Collection.Scheduling;
using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <inheritdoc cref="ICollectorGrain"/>
/// <remarks>
/// Pages are read in a timer's turns; starting, asking and cancelling interleave with them, so that a vendor that answers
/// in a minute holds up nobody who only wants to know.
/// </remarks>
internal sealed partial class CollectorGrain(
    [PersistentState("run")] IPersistentState<CollectorState> state,
    ISourceList sources,
    ISourceReader reader,
    ISnapshotWriter snapshots,
    ICollectionRecords records,
    TimeProvider time,
    ILogger<CollectorGrain> logger) : Grain, ICollectorGrain, IDisposable
{
    // A turn that throws (the database is away) is repeated after this, from the same page.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private IGrainTimer? _pages;
    private Task<CollectionRun>? _starting;
    private CancellationTokenSource _cancelled = new();
    private TaskCompletionSource? _cancelling;

    private CollectorKey? _key;

    // What the grain says. While a run is being closed it still goes on.
    private CollectionRun? _run;

    private CollectorKey Key => _key ??= CollectorKey.Parse(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A silo that died in the middle of a run left a cursor behind: go on from it.
        _run = state.State is { IsClosing: true, Run: { } closing }
            ? closing with { Status = RunStatus.InProgress, FinishedAt = null }
            : state.State.Run;
        if (_run is { IsInProgress: true } left)
        {
            ReadPageAfter(Max(TimeSpan.Zero, (left.RetryAt ?? time.GetUtcNow()) - time.GetUtcNow()));
        }

        return Task.CompletedTask;
    }

    public async Task<CollectionRun> Start(RunTrigger trigger, ImmutableArray<string> only)
    {
        if (_run is { IsInProgress: true } inProgress)
        {
            return inProgress;
        }

        // Whoever comes while it is being saved waits for the same run.
        var starting = _starting ??= Begin(trigger, only);
        try
        {
            return await starting;
        }
        finally
        {
            _starting = ReferenceEquals(_starting, starting) ? null : _starting;
        }
    }

    public Task<CollectionRun?> GetRun() => Task.FromResult(_run);

    public async Task Cancel()
    {
        if (_run is { IsInProgress: true })
        {
            _cancelling ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            var ended = _cancelling.Task;
            _cancelled.Cancel();
            ReadPageAfter(TimeSpan.Zero);
            await ended;
        }
    }

    public void Dispose() => _cancelled.Dispose();

    private async Task<CollectionRun> Begin(RunTrigger trigger, ImmutableArray<string> only)
    {
        var now = time.GetUtcNow();
        var run = CollectionRun.Begin(Guid.CreateVersion7(now), trigger, only, now);
        await Save(run, isClosing: false);
        _cancelled.Dispose();
        _cancelled = new();
        ReadPageAfter(TimeSpan.Zero);
        await Show(run);
        return run;
    }

    // One page per turn.
    private async Task ReadPage(CancellationToken ending)
    {
        if (_run is not { IsInProgress: true } run)
        {
            StopReading();
            return;
        }

        Caller.ActFor(Key.Organization);
        if (state.State is { IsClosing: true, Run: { } closing })
        {
            await Close(closing);
            return;
        }

        var next = await Next(run, ending);
        await Save(next, isClosing: !next.IsInProgress);
        if (next.IsInProgress)
        {
            ReadPageAfter(Max(TimeSpan.Zero, (next.RetryAt ?? time.GetUtcNow()) - time.GetUtcNow()));
            await Show(next);
        }
        else
        {
            await Close(next);
        }
    }

    private async Task<CollectionRun> Next(CollectionRun run, CancellationToken ending)
    {
        if (sources.Find(Key.Source) is not { } source)
        {
            return run.End(new(FailureKind.Malformed, Key.Source, "UnknownSource", "This build has no source of that name."), time.GetUtcNow());
        }

        if (_cancelled.IsCancellationRequested)
        {
            return run.End(Cancelled(source), time.GetUtcNow());
        }

        if (run.IsReadToEnd)
        {
            return RunDecision.AtEnd(source, run, time.GetUtcNow());
        }

        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ending, _cancelled.Token);
            await snapshots.OpenAsync(Key, run, stop.Token);
            var page = await Read(source, run, stop.Token);

            // Rows before cursor: a crash between the two repeats the page, which changes nothing.
            await snapshots.AddAsync(Key, run.Id, page, stop.Token);
            var advanced = RunDecision.AfterPage(source, run, page, time.GetUtcNow());
            return advanced.IsReadToEnd ? RunDecision.AtEnd(source, advanced, time.GetUtcNow()) : advanced;
        }
        catch (SourceReadException failed)
        {
            var after = RunDecision.AfterFailure(run, failed, time.GetUtcNow(), Chance.Of($"{Key} {run.StartedAt.UtcTicks} {run.Calls} {run.Attempt}"));
            LogFailed(Key, failed.Message, after.Attempt, after.RetryAt);
            return after;
        }
        catch (OperationCanceledException) when (_cancelled.IsCancellationRequested)
        {
            return run.End(Cancelled(source), time.GetUtcNow());
        }
    }

    // A reader that breaks ends its run in words that somebody sees, instead of beginning the same page for ever.
    private async Task<SourcePage> Read(SourceDefinition source, CollectionRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(source, Key, run.Cursor, run.Only, cancellationToken);
        }
        catch (Exception fault) when (fault is not SourceReadException && !cancellationToken.IsCancellationRequested)
        {
            LogBroken(Key, fault);
            var kind = fault is TimeoutException or OperationCanceledException or IOException ? FailureKind.Transient : FailureKind.Malformed;
            throw new SourceReadException(new(kind, source.Name, fault.GetType().Name, fault.Message), retryAfter: null, calls: 0, cause: fault);
        }
    }

    // The snapshot, the row, the state: a crash between them does the rest again. Then the account, which finds the end in
    // the row if this is lost.
    private async Task Close(CollectionRun ended)
    {
        await snapshots.OpenAsync(Key, ended, CancellationToken.None);
        ended = ended with { Change = await snapshots.CloseAsync(Key, ended, CancellationToken.None) };
        await records.SaveRunAsync(Key, ended, CancellationToken.None);
        await Save(ended, isClosing: false);
        StopReading();
        await Tell(() => GrainFactory.GetGrain<IAnalysisGrain>(Key.Organization.ToString()).Notice());
        if (_cancelling is { } cancelling)
        {
            _cancelling = null;
            cancelling.SetResult();
        }
        else
        {
            await TellAccount(ended);
        }
    }

    private Task TellAccount(CollectionRun ended) => sources.Find(Key.Source) is { } source
        ? Tell(() => GrainFactory.GetAccount(source.Provider, Key.Account).Ended(Key.Source, Key.Region, ended))
        : Task.CompletedTask;

    private async Task Tell(Func<Task> somebody)
    {
        try
        {
            await somebody();
        }
        catch (Exception failure)
        {
            LogNotTold(Key, failure);
        }
    }

    private void ReadPageAfter(TimeSpan delay)
    {
        if (delay > Again)
        {
            DelayDeactivation(delay + Again);
        }

        if (_pages is null)
        {
            _pages = this.RegisterGrainTimer(ReadPage, new GrainTimerCreationOptions(delay, Again) { KeepAlive = true });
        }
        else
        {
            _pages.Change(delay, Again);
        }
    }

    // Not where a new run has begun while the end of this one was told.
    private void StopReading()
    {
        if (_run is not { IsInProgress: true })
        {
            _pages?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    // What the grain says is what was saved: until then, and if the write fails, the run before is still the run.
    private async Task Save(CollectionRun run, bool isClosing)
    {
        var (savedRun, wasClosing) = (state.State.Run, state.State.IsClosing);
        (state.State.Run, state.State.IsClosing) = (run, isClosing);
        try
        {
            await state.WriteStateAsync();
            _run = isClosing ? _run : run;
        }
        catch
        {
            (state.State.Run, state.State.IsClosing) = (savedRun, wasClosing);
            throw;
        }
    }

    // For whoever watches. The state is what counts: if this is lost, the next page shows it.
    private async Task Show(CollectionRun run)
    {
        try
        {
            await records.SaveRunAsync(Key, run, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogNotShown(Key, failure);
        }
    }

    private static RunFailure Cancelled(SourceDefinition source) => new(
        FailureKind.Unauthenticated, source.Name, "Disconnected", "The account was disconnected while it was read.");

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    [LoggerMessage(LogLevel.Warning, "{Collector}: {Reason}; attempt {Attempt}, again at {RetryAt}")]
    private partial void LogFailed(CollectorKey collector, string reason, int attempt, DateTimeOffset? retryAt);

    [LoggerMessage(LogLevel.Error, "{Collector}: its reader broke")]
    private partial void LogBroken(CollectorKey collector, Exception fault);

    [LoggerMessage(LogLevel.Warning, "{Collector}: progress could not be written; the run goes on")]
    private partial void LogNotShown(CollectorKey collector, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Collector}: who is to know that a run ended could not be told; they find it in the records")]
    private partial void LogNotTold(CollectorKey collector, Exception failure);
}

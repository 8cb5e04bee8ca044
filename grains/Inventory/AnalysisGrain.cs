using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Raposa.Inventory.Analysis;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <inheritdoc cref="IAnalysisGrain"/>
/// <remarks>
/// What is overdue is read from PostgreSQL: a snapshot closed after the last complete analysis began. The reminder only looks.
/// </remarks>
internal sealed partial class AnalysisGrain(
    IEnumerable<IAnalysis> analyses, AnalysisStore store, SnapshotReaderStore snapshots, TimeProvider time, ILogger<AnalysisGrain> logger)
    : Grain, IAnalysisGrain, IRemindable
{
    private const string Reminder = "sweep";
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(10);

    private readonly ImmutableArray<IAnalysis> _parts = [.. analyses.OrderBy(part => part.Order)];
    private readonly AnalysisPace _pace = new();
    private Task<AnalysisReport>? _running;
    private IGrainTimer? _timer;
    private bool _isReminded;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task Notice()
    {
        _pace.Notice(time.GetUtcNow());
        Plan();
        if (!_isReminded)
        {
            _isReminded = true;
            await this.RegisterOrUpdateReminder(Reminder, Sweep, Sweep);
        }
    }

    public async Task<AnalysisReport> Run()
    {
        // What goes on now may have begun before that which the caller wants to see.
        while (_running is { } before)
        {
            await before.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        }

        return await (_running = Analyze());
    }

    public Task<ImmutableArray<AnalysisReport>> GetReports(int limit) =>
        store.GetLastAsync(Organization, Math.Clamp(limit, 1, 200), CancellationToken.None);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var newest = await store.GetNewestAsync(Organization, CancellationToken.None);
        var last = (await store.GetLastAsync(Organization, 1, CancellationToken.None)).FirstOrDefault();
        var isWhole = last is { EndedAt: not null } && last.Parts.All(part => part.Error is null);
        if (newest is { } closed && _running is null && (!isWhole || closed > last!.AsOf))
        {
            _pace.Notice(time.GetUtcNow());
            Plan();
        }
    }

    private void Plan()
    {
        if (_running is not null || _pace.Next is not { } next)
        {
            return;
        }

        var delay = next > time.GetUtcNow() ? next - time.GetUtcNow() : TimeSpan.Zero;
        if (_timer is null)
        {
            _timer = this.RegisterGrainTimer(
                OnDue, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        }
        else
        {
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task OnDue(CancellationToken ending)
    {
        if (_running is null)
        {
            var now = time.GetUtcNow();
            if (await store.IsAnyFirstRunAwaitedAsync(Organization, now - AnalysisPace.LongestAtFirst, ending))
            {
                _pace.AwaitFirstRuns(now);
            }

            if (_running is null && _pace.Next is { } next && next <= now)
            {
                await (_running = Analyze());
            }
            else
            {
                Plan();
            }
        }
    }

    private async Task<AnalysisReport> Analyze()
    {
        // So that whoever started this knows that it runs.
        await Task.Yield();
        Caller.ActFor(Organization);
        var startedAt = time.GetUtcNow();
        var clock = Stopwatch.GetTimestamp();
        _pace.Begin();
        try
        {
            var run = new AnalysisRun
            {
                Organization = Organization,
                Id = Guid.CreateVersion7(startedAt),
                AsOf = startedAt,
                Chains = await snapshots.GetCoverageAsync(Organization, new(), startedAt, CancellationToken.None),
                Left = await snapshots.GetLeftAsync(Organization, startedAt, CancellationToken.None),
            };
            await store.BeginAsync(run, startedAt, CancellationToken.None);
            var parts = ImmutableArray<AnalysisPart>.Empty;
            foreach (var part in _parts)
            {
                parts = parts.Add(await RunPart(part, run with { Broken = [.. parts.Where(one => one.Error is not null).Select(one => one.Name)] }));
                await store.SaveAsync(Organization, run.Id, parts, endedAt: null, CancellationToken.None);
            }

            await store.SaveAsync(Organization, run.Id, parts, time.GetUtcNow(), CancellationToken.None);
            return new()
            {
                Id = run.Id, AsOf = run.AsOf, StartedAt = startedAt, EndedAt = time.GetUtcNow(), Chains = run.Chains.Length,
                ChainsUnknown = run.UnknownChains, Parts = parts,
            };
        }
        finally
        {
            _running = null;
            _pace.End(time.GetUtcNow(), Stopwatch.GetElapsedTime(clock));
            Plan();
        }
    }

    // What one part cannot do is no reason for the others to say nothing.
    private async Task<AnalysisPart> RunPart(IAnalysis part, AnalysisRun run)
    {
        var clock = Stopwatch.GetTimestamp();
        try
        {
            var counts = await part.RunAsync(run, CancellationToken.None);
            return new() { Name = part.Name, Duration = Stopwatch.GetElapsedTime(clock), Counts = counts };
        }
        catch (Exception failure)
        {
            LogFailed(Organization, part.Name, failure);
            return new() { Name = part.Name, Duration = Stopwatch.GetElapsedTime(clock), Error = failure.Message };
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organization}: the analysis of {Part} failed; what it said before stands, and it is tried again")]
    private partial void LogFailed(OrganizationId organization, string part, Exception failure);
}

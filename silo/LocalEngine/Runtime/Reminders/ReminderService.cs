using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;
using Raposa.LocalEngine.Simulation;

namespace Raposa.LocalEngine.Reminders;

/// <summary>
/// Ticks every reminder of the table on its grid: first due time plus whole periods. What fell due while nothing ran is
/// skipped. Ticks of one reminder never overlap, and one that throws is not repeated before its next time. The table is
/// read again every few minutes, since others may write to it.
/// </summary>
internal sealed partial class ReminderService(
    IReminderTable table, IGrainFactory grains, TimeProvider time, IOptions<ReminderOptions> options,
    TicksUnderWay ticks, ILogger<ReminderService> log)
    : IReminderRegistry, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(GrainId, string), RunningReminder> _running = new();
    private ITimer? _refresh;
    private long _started;
    private long _seen;
    private bool _isStarted;

    public TimeProvider Time => time;

    public TicksUnderWay Ticks => ticks;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await table.StartAsync(cancellationToken);
        _isStarted = true;
        await ReadTableAsync();
        using (ExecutionContext.SuppressFlow())
        {
            var period = options.Value.RefreshReminderListPeriod;
            _refresh = time.CreateTimer(_ => _ = RefreshAsync(), null, period, period);
        }
    }

    public async Task<IGrainReminder> RegisterOrUpdateReminder(
        GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime == Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "A reminder is due now or later.");
        }

        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"The period {period} of '{reminderName}' is shorter than {options.Value.MinimumReminderPeriod}; use a grain timer.",
                nameof(period));
        }

        var entry = new ReminderEntry
        {
            GrainId = callingGrainId,
            ReminderName = reminderName,
            StartAt = time.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        await table.UpsertRow(entry);
        Interlocked.Increment(ref _seen);
        Run(entry);
        return new Reminder(entry);
    }

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        var entry = ((Reminder)reminder).Entry;
        if (!await table.RemoveRow(callingGrainId, entry.ReminderName, entry.ETag))
        {
            throw new ReminderException(
                $"The reminder '{entry.ReminderName}' of {callingGrainId} was changed or removed since it was read; get it again.");
        }

        Interlocked.Increment(ref _seen);

        if (_running.TryRemove((callingGrainId, entry.ReminderName), out var running))
        {
            running.Dispose();
        }
    }

    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName) =>
        await table.ReadRow(callingGrainId, reminderName) is { } entry ? new Reminder(entry) : null;

    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) =>
        [.. (await table.ReadRows(callingGrainId)).Reminders.Select(entry => new Reminder(entry))];

    public async ValueTask DisposeAsync()
    {
        _isStarted = false;
        _refresh?.Dispose();
        foreach (var running in _running.Values)
        {
            running.Dispose();
        }

        _running.Clear();
        await table.StopAsync();
    }

    /// <summary>A reference by which ticks of this grain are sent.</summary>
    public IRemindable Remindable(GrainId grain) => grains.GetGrain<IRemindable>(grain);

    public void LogTickFailed(ReminderEntry entry, Exception exception) =>
        LogTickFailed(entry.ReminderName, entry.GrainId.ToString(), entry.Period, exception);

    private async Task RefreshAsync()
    {
        try
        {
            // Of a table in memory it is known whether anybody else wrote to it.
            if (table is not MemoryReminderTable inMemory || inMemory.Version != Volatile.Read(ref _seen))
            {
                await ReadTableAsync();
            }
        }
        catch (Exception exception)
        {
            LogRefreshFailed(options.Value.RefreshReminderListPeriod, exception);
        }
    }

    private async Task ReadTableAsync()
    {
        // What changes while it is read is newer than what is read, and stays as it is.
        var begun = Volatile.Read(ref _started);
        var version = (table as MemoryReminderTable)?.Version ?? 0;
        var rows = (await table.ReadRows(0, 0)).Reminders;
        foreach (var entry in rows)
        {
            if (!_running.TryGetValue((entry.GrainId, entry.ReminderName), out var running)
                || (running.Number <= begun && running.ETag != entry.ETag))
            {
                Run(entry);
            }
        }

        var listed = rows.Select(entry => (entry.GrainId, entry.ReminderName)).ToHashSet();
        foreach (var (key, running) in _running)
        {
            if (running.Number <= begun && !listed.Contains(key) && _running.TryRemove(new(key, running)))
            {
                running.Dispose();
            }
        }

        Volatile.Write(ref _seen, version);
    }

    private void Run(ReminderEntry entry)
    {
        if (!_isStarted)
        {
            return;
        }

        var number = Interlocked.Increment(ref _started);
        _running.AddOrUpdate(
            (entry.GrainId, entry.ReminderName),
            _ => new RunningReminder(this, entry, number),
            (_, old) =>
            {
                old.Dispose();
                return new RunningReminder(this, entry, number);
            });
    }

    [LoggerMessage(LogLevel.Warning, "The reminder '{Name}' of {Grain} failed; it comes again in {Period}")]
    private partial void LogTickFailed(string name, string grain, TimeSpan period, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The reminders could not be read again; the next attempt is in {Period}")]
    private partial void LogRefreshFailed(TimeSpan period, Exception exception);

    private sealed record Reminder(ReminderEntry Entry) : IGrainReminder
    {
        public string ReminderName => Entry.ReminderName;
    }
}

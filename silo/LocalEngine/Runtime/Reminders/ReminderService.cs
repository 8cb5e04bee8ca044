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
/// skipped. Ticks of one reminder never overlap, and one that throws is not repeated before its next time.
/// </summary>
internal sealed partial class ReminderService(
    IReminderTable table, IGrainFactory grains, TimeProvider time, IOptions<ReminderOptions> options,
    TicksUnderWay ticks, ILogger<ReminderService> log)
    : IReminderRegistry, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(GrainId, string), Running> _running = new();
    private bool _isStarted;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await table.StartAsync(cancellationToken);
        _isStarted = true;
        foreach (var entry in (await table.ReadRows(0, 0)).Reminders)
        {
            Run(entry);
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
        Run(entry, dueTime);
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
        foreach (var running in _running.Values)
        {
            running.Dispose();
        }

        _running.Clear();
        await table.StopAsync();
    }

    private void Run(ReminderEntry entry, TimeSpan? firstDue = null)
    {
        if (_isStarted)
        {
            _running.AddOrUpdate(
                (entry.GrainId, entry.ReminderName),
                _ => new Running(this, entry, firstDue),
                (_, old) =>
                {
                    old.Dispose();
                    return new Running(this, entry, firstDue);
                });
        }
    }

    [LoggerMessage(LogLevel.Warning, "The reminder '{Name}' of {Grain} failed; it comes again in {Period}")]
    private partial void LogTickFailed(string name, string grain, TimeSpan period, Exception exception);

    private sealed record Reminder(ReminderEntry Entry) : IGrainReminder
    {
        public string ReminderName => Entry.ReminderName;
    }

    private sealed class Running : IDisposable
    {
        private readonly ReminderService _service;
        private readonly ReminderEntry _entry;
        private readonly ITimer _timer;
        private static readonly TimeSpan FurthestTimer = TimeSpan.FromDays(30);

        private volatile bool _isOver;
        private DateTimeOffset _dueAt;

        public Running(ReminderService service, ReminderEntry entry, TimeSpan? firstDue)
        {
            _service = service;
            _entry = entry;
            using (ExecutionContext.SuppressFlow())
            {
                _timer = service.Time.CreateTimer(_ => _ = TickAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            Arm(firstDue ?? Next());
        }

        public void Dispose()
        {
            _isOver = true;
            _timer.Dispose();
        }

        private void Plan()
        {
            if (!_isOver)
            {
                Arm(Next());
            }
        }

        // A timer of the runtime takes no more than 49 days: further away, it wakes to look again.
        private void Arm(TimeSpan due)
        {
            _dueAt = _service.Time.GetUtcNow() + due;
            _timer.Change(due < FurthestTimer ? due : FurthestTimer, Timeout.InfiniteTimeSpan);
        }

        private TimeSpan Next()
        {
            var sinceStart = _service.Time.GetUtcNow().UtcDateTime - _entry.StartAt;
            if (sinceStart < TimeSpan.Zero)
            {
                return -sinceStart;
            }

            // Exactly on the grid means: this point has just ticked, or was missed; either way the next one.
            var intoPeriod = TimeSpan.FromTicks(sinceStart.Ticks % _entry.Period.Ticks);
            return _entry.Period - intoPeriod;
        }

        private async Task TickAsync()
        {
            // A timer may come a little early, and one set for the furthest comes long before: neither is a tick.
            if (_dueAt - _service.Time.GetUtcNow() is { Ticks: > 0 } early)
            {
                Arm(early);
                return;
            }

            var now = _service.Time.GetUtcNow().UtcDateTime;
            _service.Ticks.Begin();
            try
            {
                await _service.Grains.GetGrain<IRemindable>(_entry.GrainId)
                    .ReceiveReminder(_entry.ReminderName, new(_entry.StartAt, _entry.Period, now));
            }
            catch (Exception exception)
            {
                _service.LogTickFailed(_entry.ReminderName, _entry.GrainId.ToString(), _entry.Period, exception);
            }

            Plan();
            _service.Ticks.End();
        }
    }

    private TimeProvider Time => time;

    private TicksUnderWay Ticks => ticks;

    private IGrainFactory Grains => grains;
}

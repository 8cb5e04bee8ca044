using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Raposa.LocalEngine.Reminders;

/// <summary>Reminders for as long as the process lives, found by their grain.</summary>
internal sealed class MemoryReminderTable : IReminderTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<GrainId, Dictionary<string, ReminderEntry>> _rows = [];
    private long _version;

    /// <summary>How many writes there have been. Who has made them all need not read the table to know what is in it.</summary>
    public long Version
    {
        get
        {
            lock (_gate)
            {
                return _version;
            }
        }
    }

    public Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        lock (_gate)
        {
            return Task.FromResult(new ReminderTableData(
                _rows.TryGetValue(grainId, out var ofGrain) ? ofGrain.Values : Enumerable.Empty<ReminderEntry>()));
        }
    }

    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        lock (_gate)
        {
            return Task.FromResult(new ReminderTableData(_rows.Values.SelectMany(ofGrain => ofGrain.Values)));
        }
    }

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.GetValueOrDefault(grainId)?.GetValueOrDefault(reminderName));
        }
    }

    public Task<string> UpsertRow(ReminderEntry entry)
    {
        lock (_gate)
        {
            entry.ETag = (++_version).ToString(CultureInfo.InvariantCulture);
            if (!_rows.TryGetValue(entry.GrainId, out var ofGrain))
            {
                _rows.Add(entry.GrainId, ofGrain = []);
            }

            ofGrain[entry.ReminderName] = entry;
            return Task.FromResult(entry.ETag);
        }
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue(grainId, out var ofGrain)
                || !ofGrain.TryGetValue(reminderName, out var row) || row.ETag != eTag)
            {
                return Task.FromResult(false);
            }

            _version++;
            ofGrain.Remove(reminderName);
            if (ofGrain.Count == 0)
            {
                _rows.Remove(grainId);
            }

            return Task.FromResult(true);
        }
    }

    public Task TestOnlyClearTable()
    {
        lock (_gate)
        {
            _version++;
            _rows.Clear();
        }

        return Task.CompletedTask;
    }
}

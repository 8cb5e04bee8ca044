using Orleans;
using Raposa.Collection.Scheduling;

namespace Raposa.Reconciliation;

/// <summary>A grain with one daily reminder while what it stands for lives. Each ticks at a moment of its own.</summary>
internal abstract class DailyGrain : Grain
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    private bool _isKept;

    protected async Task Keep(string name)
    {
        // Registering anew would move the tick; what is there stays.
        if (!_isKept && await this.GetReminder(name) is null)
        {
            await this.RegisterOrUpdateReminder(name, Period * (0.5 + (0.5 * Chance.Of(this.GetPrimaryKeyString()))), Period);
        }

        _isKept = true;
    }

    protected async Task Drop(string name)
    {
        _isKept = false;
        if (await this.GetReminder(name) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        DeactivateOnIdle();
    }
}

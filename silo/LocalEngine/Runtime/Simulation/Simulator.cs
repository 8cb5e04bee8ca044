using Raposa.LocalEngine.Activations;

namespace Raposa.LocalEngine.Simulation;

/// <summary>What a test may do to a running silo that no program can.</summary>
internal sealed class Simulator(Catalog catalog, TicksUnderWay ticks)
{
    private const int QuietLooks = 20;

    // A tick that itself waits for the clock would be waited for without end.
    private const int MostWaits = 500;

    /// <summary>Ends every activation between two lines of whatever it does, as a killed process would.</summary>
    public void Crash()
    {
        foreach (var activation in catalog.Activations().ToList())
        {
            activation.Crash();
        }
    }

    /// <summary>Waits until no activation has work. Work that waits for the clock counts as none.</summary>
    public async Task SettleAsync()
    {
        for (int quiet = 0, waits = 0; quiet < QuietLooks && waits < MostWaits; quiet++)
        {
            await Task.Yield();
            if (catalog.Activations().Any(activation => activation.HasTurnsToRun) || ThreadPool.PendingWorkItemCount > 0
                || ticks.Count > 0)
            {
                (quiet, waits) = (0, waits + 1);
                await Task.Delay(1);
            }
        }
    }
}

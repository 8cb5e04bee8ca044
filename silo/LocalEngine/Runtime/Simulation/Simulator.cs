using Raposa.LocalEngine.Activations;

namespace Raposa.LocalEngine.Simulation;

/// <summary>What a test may do to a running silo that no program can.</summary>
internal sealed class Simulator(Catalog catalog)
{
    private const int QuietLooks = 20;

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
        for (var quiet = 0; quiet < QuietLooks; quiet++)
        {
            await Task.Yield();
            if (catalog.Activations().Any(activation => activation.HasTurnsToRun) || ThreadPool.PendingWorkItemCount > 0)
            {
                quiet = 0;
                await Task.Delay(1);
            }
        }
    }
}

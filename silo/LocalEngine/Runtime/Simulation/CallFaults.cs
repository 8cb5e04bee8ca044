using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Simulation;

/// <summary>What may go wrong with a call on its way. The one that is registered by default lets everything pass.</summary>
internal class CallFaults
{
    /// <summary>Hands the call on: once as it should be, or never, twice, or later.</summary>
    public virtual void Pass(Call call, Action<Call> route) => route(call);
}

/// <summary>
/// Loses, doubles and delays calls by chance. The chance comes from a seed, so a run can be repeated; a seed belongs into
/// the message of whatever fails under it.
/// </summary>
internal sealed class SeededFaults(int seed, double lost, double doubled, double late, TimeSpan delay, TimeProvider time) : CallFaults
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    public override void Pass(Call call, Action<Call> route)
    {
        double chance;
        lock (_gate)
        {
            chance = _random.NextDouble();
        }

        if (chance < lost)
        {
            return;
        }

        // Fetching items of a sequence is the engine's own work, which it repeats by itself and never sends twice.
        if (chance < lost + doubled)
        {
            if (call.Work is null)
            {
                route(call.Again());
            }
        }
        else if (chance < lost + doubled + late)
        {
            _ = Later(call, route);
            return;
        }

        route(call);
    }

    private async Task Later(Call call, Action<Call> route)
    {
        // On the clock's own thread: wherever else the caller's context would take it, late calls of one moment could overtake each other.
        await Task.Delay(delay, time).ConfigureAwait(false);
        route(call);
    }
}

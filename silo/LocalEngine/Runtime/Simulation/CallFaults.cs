using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Simulation;

/// <summary>What may go wrong with a call between two grains. The one that is registered by default lets everything pass.</summary>
public class CallFaults
{
    /// <summary>Hands the call on: once as it should be, or never, twice, or later.</summary>
    internal virtual void Pass(Call call, Action<Call> route) => route(call);
}

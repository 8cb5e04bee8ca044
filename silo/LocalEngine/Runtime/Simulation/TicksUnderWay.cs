namespace Raposa.LocalEngine.Simulation;

/// <summary>How many ticks of timers and reminders have fired and not yet planned their next.</summary>
internal sealed class TicksUnderWay
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Begin() => Interlocked.Increment(ref _count);

    public void End() => Interlocked.Decrement(ref _count);
}

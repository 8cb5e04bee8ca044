using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Simulation;

/// <summary>What goes wrong in a simulated world by chance. Without any, nothing does but the order of things.</summary>
internal sealed record Mishaps
{
    public static readonly Mishaps None = new();

    /// <summary>The part of calls that are lost: as often the call as its answer.</summary>
    public double Lost { get; init; }

    /// <summary>The part of calls that arrive twice.</summary>
    public double Doubled { get; init; }

    /// <summary>The part of calls that arrive later, by up to <see cref="MostDelay"/>.</summary>
    public double Late { get; init; }

    public TimeSpan MostDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The part of pieces of work in whose place their activation dies.</summary>
    public double ActivationCrashes { get; init; }

    /// <summary>How long the silo lives, on average; null for as long as the world.</summary>
    public TimeSpan? SiloLives { get; init; }

    /// <summary>How long it is down at the most before it starts again.</summary>
    public TimeSpan MostDowntime { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>Loses, doubles and delays calls as the chance of a simulated world has it.</summary>
internal sealed class SimulatedFaults(Mishaps mishaps, Chance chance, Trace trace, TurnRunner runner, TimeProvider time) : CallFaults
{
    private static readonly ulong Losing = Trace.IdOf("lose"), Doubling = Trace.IdOf("double"), Delaying = Trace.IdOf("delay");

    public override void Pass(Call call, Action<Call> route)
    {
        if (ReferenceEquals(mishaps, Mishaps.None))
        {
            runner.Deliver(call, route);
            return;
        }

        var roll = chance.NextDouble();
        if (roll < mishaps.Lost)
        {
            trace.Add("lose", Losing, call, call.Method.TraceId);
            if (call.Work is null && chance.Next(2) == 0)
            {
                // It arrives, and its answer does not.
                runner.Deliver(call.Again(), route);
            }

            return;
        }

        // Fetching items of a sequence is the engine's own work, which it repeats by itself and never sends twice.
        if (roll < mishaps.Lost + mishaps.Doubled && call.Work is null)
        {
            trace.Add("double", Doubling, call, call.Method.TraceId);
            runner.Deliver(call.Again(), route);
        }
        else if (roll < mishaps.Lost + mishaps.Doubled + mishaps.Late)
        {
            trace.Add("delay", Delaying, call, call.Method.TraceId);
            ITimer? timer = null;
            timer = time.CreateTimer(
                _ =>
                {
                    timer!.Dispose();
                    runner.Deliver(call, route);
                },
                null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(chance.Next(mishaps.MostDelay), Timeout.InfiniteTimeSpan);
            return;
        }

        runner.Deliver(call, route);
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime
{
    /// <summary>A timer of one activation; it ends with it.</summary>
    public interface IGrainTimer : IDisposable
    {
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    public readonly struct GrainTimerCreationOptions()
    {
        [SetsRequiredMembers]
        public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
            : this()
        {
            DueTime = dueTime;
            Period = period;
        }

        public required TimeSpan DueTime { get; init; }

        /// <summary>From the end of a tick to the start of the next.</summary>
        public required TimeSpan Period { get; init; }

        /// <summary>Whether a tick may run beside other calls. By default it waits its turn.</summary>
        public bool Interleave { get; init; }

        /// <summary>Whether ticks keep the activation from being idle.</summary>
        public bool KeepAlive { get; init; }
    }
}

namespace Orleans.Timers
{
    using Orleans.Runtime;

    public interface ITimerRegistry
    {
        /// <summary>
        /// Starts a timer. Ticks are turns of the grain, carry no request context, and end with it; one that throws is
        /// logged, and the timer goes on (or not, where its period is infinite).
        /// </summary>
        IGrainTimer RegisterGrainTimer<TState>(
            IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state,
            GrainTimerCreationOptions options);
    }
}

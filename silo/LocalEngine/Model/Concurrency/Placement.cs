namespace Orleans.Runtime
{
    /// <summary>Where an activation should be. One process has no choice, so these are accepted and change nothing.</summary>
    public abstract class PlacementStrategy;

    internal sealed class AnywherePlacement : PlacementStrategy
    {
        public static readonly AnywherePlacement Instance = new();
    }

    internal sealed class StatelessWorkerPlacement(int maxLocal) : PlacementStrategy
    {
        public int MaxLocal => maxLocal;
    }
}

namespace Orleans.Placement
{
    using Orleans.Runtime;

    [AttributeUsage(AttributeTargets.Class)]
    public abstract class PlacementAttribute : Attribute
    {
        protected PlacementAttribute(PlacementStrategy placement) => PlacementStrategy = placement;

        public PlacementStrategy PlacementStrategy { get; }
    }

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class RandomPlacementAttribute() : PlacementAttribute(AnywherePlacement.Instance);

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class HashBasedPlacementAttribute() : PlacementAttribute(AnywherePlacement.Instance);

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class PreferLocalPlacementAttribute() : PlacementAttribute(AnywherePlacement.Instance);

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class ActivationCountBasedPlacementAttribute() : PlacementAttribute(AnywherePlacement.Instance);

    [AttributeUsage(AttributeTargets.Class)]
    public sealed class ResourceOptimizedPlacementAttribute() : PlacementAttribute(AnywherePlacement.Instance);
}

namespace Orleans.Concurrency
{
    using Orleans.Placement;
    using Orleans.Runtime;

    /// <summary>Up to <paramref name="maxLocalWorkers"/> activations of one grain run side by side; by default one per processor.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StatelessWorkerAttribute(int maxLocalWorkers)
        : PlacementAttribute(new StatelessWorkerPlacement(maxLocalWorkers))
    {
        public StatelessWorkerAttribute()
            : this(Environment.ProcessorCount)
        {
        }
    }
}

using System.Collections.Immutable;

namespace Raposa.Reconciliation;

/// <summary>Which instance a sensor's record names.</summary>
internal abstract record SensorTarget
{
    public static readonly SensorTarget Nothing = new None();

    private SensorTarget()
    {
    }

    /// <summary>One, by the first rung that says anything.</summary>
    internal sealed record Named(InstanceFacts Instance, Rung Rung) : SensorTarget;

    /// <summary>One of several, or one that cannot be shown to be the only one.</summary>
    internal sealed record OneOf(ImmutableArray<InstanceFacts> Instances, VerdictReason Reason) : SensorTarget;

    internal sealed record None : SensorTarget;
}

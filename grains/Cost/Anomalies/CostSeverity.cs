using Raposa.Incidents;

namespace Raposa.Cost.Anomalies;

/// <summary>How bad a difference on the bill is.</summary>
internal static class CostSeverity
{
    /// <param name="difference">In units of the bill's currency, over all days; what costs less is never worse than low.</param>
    public static Severity Of(decimal difference) => difference switch { >= 1_000 => Severity.High, >= 100 => Severity.Medium, _ => Severity.Low };
}

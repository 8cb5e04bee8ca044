using System.Collections.Frozen;
using Raposa.Posture.Iam;

namespace Raposa.Posture.Checks;

/// <summary>Conditions that say for whom a service may act.</summary>
internal static class DeputyConditions
{
    private static readonly FrozenSet<string> Keys = new[]
    {
        "aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Names(PolicyCondition condition) =>
        Keys.Contains(condition.Key) && !condition.BaseOperator.Contains("not", StringComparison.Ordinal) && condition.BaseOperator != "null"
        && !condition.Values.Contains("*");
}

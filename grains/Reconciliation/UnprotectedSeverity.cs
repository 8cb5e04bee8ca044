using System.Collections.Immutable;
using Raposa.Incidents;

namespace Raposa.Reconciliation;

/// <summary>How bad it is that a machine has no working sensor: by what it is for, and by where it stands.</summary>
internal static class UnprotectedSeverity
{
    // What such a machine can reach is what its attacker gets.
    private static readonly ImmutableArray<string> Administrative =
        ["bastion", "jump", "vpn", "jenkins", "build", "runner", "deploy", "domain-controller", "ad-connector", "admin"];

    private static readonly ImmutableArray<string> Replaceable = ["eks-node", "node", "worker", "batch"];

    private static readonly ImmutableArray<string> Trials = ["dev", "development", "test", "staging", "stage", "qa", "sandbox", "demo"];

    public static Severity Of(InstanceFacts instance)
    {
        var severity = Says(instance, Administrative) ? Severity.Critical
            : instance.HasPublicAddress ? Severity.Critical
            : instance.Snowflake is SnowflakeClass.EksNode || Says(instance, Replaceable) ? Severity.Medium
            : Severity.High;
        return instance.Environment is { } environment && Trials.Contains(environment.ToLowerInvariant())
            ? severity - 1
            : severity;
    }

    private static bool Says(InstanceFacts instance, ImmutableArray<string> words) =>
        words.Any(word => instance.Role?.Contains(word, StringComparison.OrdinalIgnoreCase) == true
            || instance.Name?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
}

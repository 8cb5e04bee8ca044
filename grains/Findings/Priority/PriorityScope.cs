namespace Raposa.Findings;

/// <summary>Which factors a finding can have at all, by its kind and what it is about: a bucket has no sensor, a silent source no environment.</summary>
internal readonly record struct PriorityScope(bool HasExposure, bool HasSensor, bool HasRole)
{
    // About collection itself, an account's bill, a vendor's schema: no resource stands behind them.
    private static readonly string[] OfNoResource = ["collection.", "schema.", "cost.", "completeness.", "trail.", "alert", "reconciliation.overdue"];

    // What these services hold can be reached from outside, by the network or by a policy.
    private static readonly string[] OfReachable =
    [
        "network.exposed", "posture.s3.bucket", "posture.rds.", "posture.elb.", "posture.eks.", "posture.ecr.", "posture.lambda.", "posture.kms.",
        "posture.ec2.image", "posture.ec2.snapshot", "dns.",
    ];

    public static PriorityScope Of(string kind, string subject)
    {
        if (OfNoResource.Any(prefix => kind.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return default;
        }

        var resource = ResourceFacts.NameOf(subject);
        if (ResourceFacts.IsInstance(resource))
        {
            return new(true, true, true);
        }

        return new(
            ResourceFacts.IsInterface(resource) || OfReachable.Any(prefix => kind.StartsWith(prefix, StringComparison.Ordinal)),
            HasSensor: false,
            HasRole: kind.StartsWith("posture.", StringComparison.Ordinal) || kind.StartsWith("vendor.", StringComparison.Ordinal)
                || kind.StartsWith("network.", StringComparison.Ordinal));
    }
}

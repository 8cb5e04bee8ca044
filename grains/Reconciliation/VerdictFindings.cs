using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Raposa.Findings;

namespace Raposa.Reconciliation;

/// <summary>What verdicts that began or ended mean for findings.</summary>
internal static class VerdictFindings
{
    public const string Kind = "reconciliation.unprotected";

    public static string FingerprintOf(InstanceName instance) => $"{Kind}:{instance.AccountId}:{instance.InstanceId}";

    public static ImmutableArray<FindingDraft> Raised(IEnumerable<UntoldVerdict> untold, Guid? run = null) =>
        [.. untold.Where(one => one is { Stands: true, Class: CoverageClass.Unprotected }).Select(one => Draft(one) with { RunId = run })];

    /// <summary>
    /// Of instances whose sensor works, that do not run, or that are gone by a complete snapshot. Where it is not known any
    /// more whether they are unprotected, the finding stays.
    /// </summary>
    /// <param name="isComplete">Whether the instances of an account and region are all known.</param>
    public static ImmutableArray<string> Resolved(IEnumerable<UntoldVerdict> untold, Func<string, string, bool> isComplete) =>
    [
        .. untold.Where(one => one.Stands
            ? one.Class is CoverageClass.Matched or CoverageClass.OutOfScope
            : !one.HasSuccessor && isComplete(one.Instance.AccountId, one.Region)).Select(one => FingerprintOf(one.Instance)),
    ];

    private static FindingDraft Draft(UntoldVerdict one)
    {
        var name = one.Name is null ? one.Instance.InstanceId : $"{one.Name} ({one.Instance.InstanceId})";
        return new()
        {
            Fingerprint = FingerprintOf(one.Instance),
            Kind = Kind,
            Severity = one.Severity,
            Title = $"{name} runs without a working sensor: {Words(one.Reason)}",
            Detail = $"No Falcon sensor watches this machine{(one.Role is null ? "" : $" (role {one.Role})")}: {Words(one.Reason)}. {Remedy(one.Reason)}",
            AccountId = one.Instance.AccountId,
            Region = one.Region,
            Subject = one.Instance.InstanceId,
            EvidenceJson = new JsonObject
            {
                ["reason"] = VerdictCodes.Of(one.Reason),
                ["deviceId"] = one.Sensor?.DeviceId,
                ["role"] = one.Role,
                ["match"] = JsonNode.Parse(one.EvidenceJson),
            }.ToJsonString(),
            SeenAt = one.FromAt,
            IsAlert = one.Severity >= Incidents.Severity.High,
        };
    }

    private static string Words(VerdictReason reason) => reason switch
    {
        VerdictReason.NeverSeen => "no sensor was ever seen on it",
        VerdictReason.SensorSilent => "its sensor has been silent for more than a week",
        VerdictReason.PreviousInstance => "its sensor was last heard of before it was started",
        _ => "its sensor runs in reduced functionality mode",
    };

    private static string Remedy(VerdictReason reason) => reason switch
    {
        VerdictReason.ReducedFunctionality => "Update the sensor to a version that knows the kernel, or the kernel to one that the sensor knows.",
        VerdictReason.NeverSeen => "Install the sensor, and put it into the image or the start-up script that the machine came from.",
        _ => "Look whether the sensor's service runs and reaches its cloud; install it again if not.",
    };
}

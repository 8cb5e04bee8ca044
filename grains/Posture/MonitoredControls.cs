using System.Collections.Immutable;

namespace Raposa.Posture;

/// <summary>
/// Recommendations of CIS that something is watched. Scanners look for a metric filter and an alarm; here the platform's own
/// rules watch, wherever the events of an account arrive. 5.14 is left out: the rules watch peerings, and not each change of a VPC.
/// </summary>
internal static class MonitoredControls
{
    /// <summary>The check that says whether the events of a region arrive.</summary>
    public const string ArrivalCheck = "cloudtrail.watched";

    /// <summary>By recommendation, the ids of the rules in <c>grains/Detection/Rules</c>.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Rules { get; } = new Dictionary<string, ImmutableArray<string>>
    {
        ["5.1"] = ["6b144a9c-3d89-4003-85cd-69008c3a8ecc", "f6db0abf-73b8-4a3f-980f-3a760d2eb97c"],
        ["5.2"] = ["d44f9af0-ff1f-4606-a5eb-f5f3500d8d53"],
        ["5.3"] = ["8d6ca005-d581-445a-a4b0-b55433f8d9af"],
        ["5.4"] = ["83d2dda6-56a0-44dc-873b-7536f103f017", "15d5a11c-7619-428a-bb60-634e1dbd6477", "9238591d-cd27-4597-a5ab-04769a53feee"],
        ["5.5"] = ["7d81c0ec-e1d3-4200-a01a-54fcb6250120", "c9e6066c-8d24-43ad-bb16-6dedf43fff29"],
        ["5.6"] = ["45452f2d-8c05-4692-825e-97328011a1a6", "f437b096-cf0d-4111-835b-8b07d9d33eec"],
        ["5.7"] = ["40ecf5bb-1d36-4fe1-8aa9-7157d7287755"],
        ["5.8"] = ["daeab7a7-0123-4309-a908-233de55eecb1", "f07de750-df5e-486b-98a2-1a5db50eaa6e"],
        ["5.9"] = ["b5701c76-935c-4c22-b314-3696db39bc70"],
        ["5.10"] = ["0d446b41-4c8e-4ba2-ae21-9b4194f52143", "5327cc29-6b0a-444c-b670-b15b887aa4a6"],
        ["5.11"] = ["5327cc29-6b0a-444c-b670-b15b887aa4a6"],
        ["5.12"] = ["5327cc29-6b0a-444c-b670-b15b887aa4a6"],
        ["5.13"] = ["5327cc29-6b0a-444c-b670-b15b887aa4a6"],
        ["5.15"] = ["0342cbdc-d50b-4864-998d-cdb745729979"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static ImmutableArray<string> RulesOf(string framework, string control) =>
        framework == Frameworks.Cis && Rules.TryGetValue(control, out var rules) ? rules : [];
}

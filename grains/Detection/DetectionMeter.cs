using System.Diagnostics.Metrics;

namespace Raposa.Detection;

/// <summary>What detection counts.</summary>
internal static class DetectionMeter
{
    private static readonly Meter Meter = new("Raposa.Detection");

    public static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "raposa.detection.events", description: "Events that rules were asked about.");

    public static readonly Counter<long> Hits = Meter.CreateCounter<long>(
        "raposa.detection.hits", description: "Rules that matched an event, by level.");

    public static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "raposa.detection.failures", description: "Rules that failed on an event, and events that no rule could read.");
}

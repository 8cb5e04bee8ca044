using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Network;

namespace Raposa.Chat.Reviews;

/// <summary>All that a review of an incident may rest on, gathered: what the grain has read, and as numbered evidence.</summary>
internal sealed record ReviewMaterial
{
    public const int MostEvents = 25, MostFindings = 15, MostReached = 30;

    public required Incident Incident { get; init; }

    /// <summary>The strongest of its timeline in the order of time, each with the resources that its record names.</summary>
    public required ImmutableArray<(TimelineEntry Entry, ImmutableArray<EventResource> Resources)> Events { get; init; }

    /// <summary>What the network analysis says can be reached from its instances.</summary>
    public required ImmutableArray<(string From, NetworkReach Reach)> Reaches { get; init; }

    /// <summary>Open ones that name its actor or one of its resources.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Everything that its events name, each once.</summary>
    public ImmutableArray<EventResource> Resources => [.. Events.SelectMany(one => one.Resources).Distinct()];

    /// <summary>The strongest entries, one of each rule and call first, in the order of time.</summary>
    public static ImmutableArray<TimelineEntry> Strongest(Incident incident) =>
    [
        .. (incident.Timeline ?? [])
            .GroupBy(entry => (entry.RuleId, entry.EventName)).SelectMany(group => group.OrderBy(entry => entry.At).Select((entry, at) => (Entry: entry, At: at)))
            .OrderBy(one => one.At).ThenByDescending(one => one.Entry.Severity).ThenBy(one => one.Entry.At).ThenBy(one => one.Entry.EventId, StringComparer.Ordinal)
            .Take(MostEvents).Select(one => one.Entry).OrderBy(entry => entry.At).ThenBy(entry => entry.EventId, StringComparer.Ordinal),
    ];

    /// <summary>The last part of an actor's ARN: how the rest of AWS names it.</summary>
    public static string ShortName(string actor) => actor[(actor.LastIndexOfAny(['/', ':']) + 1)..];

    /// <summary>The incident first, then its events, what its instances reach, and the findings.</summary>
    public ImmutableArray<Evidence> ToEvidence()
    {
        List<Evidence> evidence = [PassageText.Of(Incident).ToEvidence(0), .. Events.Select(Of), .. Reaches.Select(Of), .. Findings.Select(finding => PassageText.Of(finding).ToEvidence(0))];
        return [.. evidence.Select((one, at) => one with { Number = at + 1 })];
    }

    /// <summary>Of all that is said, but for when it was last looked at.</summary>
    public static string HashOf(ImmutableArray<Evidence> evidence, string promptVersion) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001f', [promptVersion, .. evidence.Select(one => JsonSerializer.Serialize(one with { SeenAt = null }))]))));

    private Evidence Of((TimelineEntry Entry, ImmutableArray<EventResource> Resources) one) => new()
    {
        Number = 0, Kind = EvidenceKind.Incident, Id = $"{Incident.Id:D}/{one.Entry.EventId}", Title = one.Entry.Summary,
        Text = string.Join(' ', new[]
        {
            $"Rule: {one.Entry.RuleTitle}.",
            one.Entry.Techniques.IsEmpty ? "" : $"Techniques: {string.Join(", ", one.Entry.Techniques)}.",
            string.Create(CultureInfo.InvariantCulture, $"Event {one.Entry.EventId}, {one.Entry.EventName} of {one.Entry.EventSource} at {one.Entry.At.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}"),
            one.Entry.SourceIp is { } address ? $"from {address}." : ".",
            one.Entry.ErrorCode is { } error ? $"It was refused: {error}." : "",
            one.Resources.IsEmpty ? "" : $"It names {string.Join(", ", one.Resources.Select(resource => resource.Name))}.",
        }.Where(part => part.Length > 0)),
        AccountId = one.Entry.AccountId, Region = one.Entry.Region, Severity = one.Entry.Severity.ToString().ToLowerInvariant(), Subject = Incident.Actor, SeenAt = one.Entry.At,
    };

    private static Evidence Of((string From, NetworkReach Reach) one)
    {
        var reached = one.Reach.Reached.Where(other => other.OwnerId != one.From).ToList();
        var shown = reached.Take(MostReached).Select(other => string.Create(CultureInfo.InvariantCulture, $"{other.OwnerId} in {other.Hops}"));
        return new()
        {
            Number = 0, Kind = EvidenceKind.Table, Id = $"network.reach/{one.From}", Total = reached.Count, Subject = one.From, SeenAt = one.Reach.Basis.AsOf,
            Title = one.Reach.Basis.Interfaces == 0 ? $"What {one.From} reaches in the network is not known" : $"What {one.From} reaches in the network",
            Text = string.Join(' ', new[]
            {
                one.Reach.Basis.Interfaces == 0 ? "No network was collected." : $"{reached.Count} of the network's hosts{(reached.Count > 0 ? $", with their hops: {string.Join(", ", shown)}" : "")}.",
                one.Reach.Basis.Unknown.IsEmpty || one.Reach.Basis.Interfaces == 0 ? "" : $"Not known whole: {string.Join(", ", one.Reach.Basis.Unknown)}.",
            }.Where(part => part.Length > 0)),
        };
    }
}

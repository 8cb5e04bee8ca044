using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Raposa.Findings;
using Raposa.Incidents;

namespace Raposa.Chat;

/// <summary>Writes findings and incidents as passages.</summary>
internal static class PassageText
{
    private static readonly (string Prefix, IntentScope Scope)[] ScopesOfKinds =
    [
        ("identity", IntentScope.Iam), ("iam", IntentScope.Iam), ("cost", IntentScope.Cost), ("network", IntentScope.Network),
        ("exposure", IntentScope.Network), ("storage", IntentScope.Storage), ("reconciliation", IntentScope.Endpoint),
        ("sensor", IntentScope.Endpoint), ("dns", IntentScope.Dns), ("posture", IntentScope.Posture), ("threat", IntentScope.Threat),
    ];

    public static Passage Of(Finding finding) => new()
    {
        Id = $"finding:{finding.Id:D}",
        Kind = EvidenceKind.Finding,
        SourceId = finding.Id.ToString("D"),
        Title = finding.Title,
        Body = string.Join('\n', new[]
            {
                finding.ClosedAt is null ? "" : "It is not looked at any more: whether it still is so is not known.", finding.Detail,
                $"Kind: {finding.Kind}. Subject: {finding.Subject}.", Facts(finding.EvidenceJson),
            }
            .Where(part => part.Length > 0)),
        AccountId = finding.AccountId,
        Region = finding.Region,
        Severity = (int)finding.Severity,
        Subject = finding.Subject,
        Scopes = ScopesOf(finding.Kind, $"{finding.Title} {finding.Kind.Replace('.', ' ').Replace('-', ' ')}"),
        FirstSeenAt = finding.FirstSeenAt,
        SeenAt = finding.LastSeenAt,
        ResolvedAt = finding.ResolvedAt ?? finding.ClosedAt,
    };

    public static Passage Of(Incident incident) => new()
    {
        Id = $"incident:{incident.Id:D}",
        Kind = EvidenceKind.Incident,
        SourceId = incident.Id.ToString("D"),
        Title = incident.Title,
        Body = $"Actor: {incident.Actor}. Accounts: {string.Join(", ", incident.AccountIds)}. Addresses: {string.Join(", ", incident.SourceIps)}. "
            + $"Techniques: {string.Join(", ", incident.Techniques)}. Events from {incident.FirstEventAt:O} to {incident.LastEventAt:O}, {incident.HitCount} detections. "
            + $"Status: {(incident.Status == IncidentStatus.Open ? "open" : "closed")}.",
        AccountId = incident.AccountIds.FirstOrDefault(),
        Severity = (int)incident.Severity,
        Subject = incident.Actor,
        Scopes = [IntentScope.Incident, IntentScope.Threat],
        FirstSeenAt = incident.OpenedAt,
        SeenAt = incident.LastEventAt,
        ResolvedAt = incident.Status == IncidentStatus.Closed ? incident.UpdatedAt : null,
    };

    /// <summary>Of all that a passage says: the same for one that did not change.</summary>
    public static string HashOf(Passage passage) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\u001f', LexicalEmbedder.Name, HashedText.HashOf(passage.Text), passage.AccountId, passage.Region, passage.Severity, passage.Subject,
        string.Join(',', passage.Scopes), passage.FirstSeenAt.UtcTicks, passage.ResolvedAt?.UtcTicks))));

    private static ImmutableArray<IntentScope> ScopesOf(string kind, string text) =>
    [
        .. ScopesOfKinds.Where(pair => kind.StartsWith(pair.Prefix, StringComparison.Ordinal)).Select(pair => pair.Scope)
            .Concat(ScopeRules.Of(text, EntityScanner.Scan(text))).Append(IntentScope.Posture).Distinct(),
    ];

    // The facts of a finding, a line each, as a person would read them.
    private static string Facts(string json)
    {
        using var facts = JsonDocument.Parse(json);
        return facts.RootElement.ValueKind == JsonValueKind.Object
            ? string.Join(' ', facts.RootElement.EnumerateObject().Select(fact => $"{fact.Name}: {Value(fact.Value)}."))
            : "";
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Value)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(member => $"{member.Name} {Value(member.Value)}")),
        _ => value.ToString(),
    };
}

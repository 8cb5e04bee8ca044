using Raposa.Organizations;

namespace Raposa.Incidents;

/// <summary>Key of <see cref="IIncidentGrain"/>: <c>{org}/{incident}</c>.</summary>
public readonly record struct IncidentKey(OrganizationId Organization, Guid Incident)
{
    /// <exception cref="FormatException">The text is no such key.</exception>
    public static IncidentKey Parse(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && Guid.TryParseExact(text[(slash + 1)..], "D", out var incident)
            ? new(OrganizationId.OfKey(text), incident)
            : throw new FormatException($"'{text}' is not the key of an incident (organization/incident).");

    public override string ToString() => $"{Organization}/{Incident:D}";
}

/// <summary>Key of <see cref="ITriageGrain"/>: <c>{org}/{actor}</c>. The actor's own slashes are kept.</summary>
public readonly record struct TriageKey(OrganizationId Organization, string Actor)
{
    /// <exception cref="FormatException">The text is no such key.</exception>
    public static TriageKey Parse(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && slash + 1 < text.Length
            ? new(OrganizationId.OfKey(text), text[(slash + 1)..])
            : throw new FormatException($"'{text}' is not the key of an actor's triage (organization/actor).");

    public override string ToString() => $"{Organization}/{Actor}";
}

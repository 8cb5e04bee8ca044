using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Chat.Reviews;

/// <summary>Composes a review from its material with no model: plain sentences, each with its citation.</summary>
internal static class ReviewComposer
{
    private const int MostSteps = 12, MostOfTechnique = 3, MostFindings = 8;

    /// <param name="evidence">The material's, numbered.</param>
    public static IncidentReviewSections Compose(ReviewMaterial material, ImmutableArray<Evidence> evidence)
    {
        var cite = new Citations(material, evidence);
        return new()
        {
            Summary = [.. Summary(material)], Story = [.. Story(material, cite)], BlastRadius = [.. BlastRadius(material, cite)],
            CheckNext = [.. CheckNext(material, cite)], Remediation = [.. Remediation(material, cite)],
        };
    }

    private static IEnumerable<string> Summary(ReviewMaterial material)
    {
        var incident = material.Incident;
        yield return $"{incident.Title.TrimEnd('.')} [1].";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{incident.HitCount} detections of {incident.Actor} in {Listed(incident.AccountIds, "account")}, from {Minute(incident.FirstEventAt)} to {Minute(incident.LastEventAt)} [1].");
        if (!incident.SourceIps.IsEmpty)
        {
            yield return $"The calls came from {string.Join(", ", incident.SourceIps)} [1].";
        }
    }

    // One line for each technique, by when it was first seen; what a rule has no technique for is told by its rule.
    private static IEnumerable<string> Story(ReviewMaterial material, Citations cite) => material.Events
        .SelectMany(one => one.Entry.Techniques.DefaultIfEmpty("").Select(technique => (Technique: technique, one.Entry)))
        .GroupBy(one => one.Technique.Length > 0 ? one.Technique : one.Entry.RuleTitle).OrderBy(group => group.Min(one => one.Entry.At)).Take(MostSteps)
        .Select(group => (group.First().Technique, Entries: group.Select(one => one.Entry).Distinct().ToList()))
        .Select(step => (step.Technique, Steps: step.Entries.DistinctBy(entry => entry.Summary).Take(MostOfTechnique).ToList()))
        .Select(step => $"{(step.Technique.Length > 0 ? $"{step.Technique}, " : "")}{string.Join("; ", step.Steps.Select(entry => $"{Minute(entry.At)}: {entry.Summary.TrimEnd('.')}"))} {cite.Of(step.Steps)}.");

    private static IEnumerable<string> BlastRadius(ReviewMaterial material, Citations cite)
    {
        foreach (var (from, reach) in material.Reaches)
        {
            var hosts = reach.Reached.Count(other => other.OwnerId != from);
            yield return reach.Basis.Interfaces == 0
                ? $"By network: no network was collected, so what {from} reaches is not known {cite.Reach(from)}."
                : string.Create(CultureInfo.InvariantCulture, $"By network: {from} reaches {hosts} host{(hosts == 1 ? "" : "s")} {cite.Reach(from)}.");
        }

        if (material.Reaches.IsEmpty)
        {
            yield return "By network: no instance is named by the events, so nothing was looked for from one [1].";
        }

        foreach (var finding in material.Findings.Take(MostFindings))
        {
            yield return $"By what is open on what it had: {finding.Title.TrimEnd('.')} {cite.Finding(finding.Id)}.";
        }

        if (material.Findings.IsEmpty)
        {
            yield return $"By permissions: no open finding names {material.Incident.Actor} or what the events name [1].";
        }
    }

    private static IEnumerable<string> CheckNext(ReviewMaterial material, Citations cite)
    {
        var incident = material.Incident;
        yield return $"What else {incident.Actor} called after {Minute(incident.LastEventAt)} [1].";
        foreach (var address in incident.SourceIps)
        {
            yield return $"Who else calls from {address} [1].";
        }

        foreach (var resource in material.Resources.Where(one => one.Kind is ResourceKind.Instance or ResourceKind.Bucket or ResourceKind.User or ResourceKind.Role))
        {
            yield return $"Whether {resource.Name} is as it was before {Minute(incident.FirstEventAt)} [1]{cite.Naming(resource)}.";
        }

        foreach (var (from, reach) in material.Reaches.Where(one => !one.Reach.Basis.Unknown.IsEmpty))
        {
            yield return $"What {from} reaches over that which is not known whole: {string.Join(", ", reach.Basis.Unknown.Take(5))} {cite.Reach(from)}.";
        }
    }

    private static IEnumerable<string> Remediation(ReviewMaterial material, Citations cite)
    {
        yield return $"Take every session and permission from {material.Incident.Actor} until it is known whose they are [1].";
        // What gives access comes first, then what runs, then what holds data.
        foreach (var resource in material.Resources.OrderBy(one => Order(one.Kind)))
        {
            if (Advice(resource) is { } advice)
            {
                yield return $"{advice} {cite.Naming(resource)}.";
            }
        }

        foreach (var finding in material.Findings.Take(MostFindings))
        {
            yield return $"Put right on {finding.Subject}: {finding.Title.TrimEnd('.')} {cite.Finding(finding.Id)}.";
        }
    }

    private static string? Advice(EventResource resource) => resource.Kind switch
    {
        ResourceKind.AccessKey => $"Make the access key {resource.Name} inactive, then delete it",
        ResourceKind.User => $"Take the password and keys from the user {resource.Name}, and look at what it may do",
        ResourceKind.Role => $"Revoke the sessions of the role {resource.Name}, and look at who may assume it",
        ResourceKind.SecurityGroup => $"Put the rules of {resource.Name} back as they were",
        ResourceKind.Instance => $"Isolate {resource.Name}, keep a copy of its disks, and rebuild it",
        ResourceKind.Trail => $"Make sure that the trail {resource.Name} logs again",
        ResourceKind.Secret => $"Rotate the secret {resource.Name}",
        ResourceKind.Bucket => $"Block public access to {resource.Name}, and look at what was read of it",
        ResourceKind.Database => $"Take {resource.Name} off the internet, and rotate its passwords",
        ResourceKind.Function => $"Put the code and role of {resource.Name} back as they were",
        ResourceKind.Snapshot => $"Stop the sharing of {resource.Name}",
        _ => null,
    };

    private static int Order(ResourceKind kind) => kind switch
    {
        ResourceKind.AccessKey => 0, ResourceKind.User => 1, ResourceKind.Role => 2, ResourceKind.Trail => 3, ResourceKind.SecurityGroup => 4, ResourceKind.Instance => 5,
        ResourceKind.Secret => 6, ResourceKind.Bucket => 7, _ => 8,
    };

    private static string Listed(ImmutableArray<string> names, string noun) => names.Length == 1 ? $"{noun} {names[0]}" : $"{noun}s {string.Join(", ", names)}";

    private static string Minute(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private sealed class Citations(ReviewMaterial material, ImmutableArray<Evidence> evidence)
    {
        private readonly Dictionary<string, int> _numbers = evidence.GroupBy(one => one.Id).ToDictionary(group => group.Key, group => group.First().Number, StringComparer.Ordinal);

        public string Of(IEnumerable<Incidents.TimelineEntry> entries) =>
            string.Concat(entries.Select(entry => _numbers[$"{material.Incident.Id:D}/{entry.EventId}"]).Distinct().Take(3).Select(number => $"[{number}]"));

        public string Naming(EventResource resource) => Of(material.Events.Where(one => one.Resources.Contains(resource)).Select(one => one.Entry));

        public string Reach(string from) => $"[{_numbers[$"network.reach/{from}"]}]";

        public string Finding(Guid id) => $"[{_numbers[id.ToString("D")]}]";
    }
}

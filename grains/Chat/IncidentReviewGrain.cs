using System.Collections.Immutable;
using Orleans;
using Raposa.Chat.Reviews;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Ingestion;
using Raposa.Network;

namespace Raposa.Chat;

/// <inheritdoc cref="IIncidentReviewGrain"/>
internal sealed class IncidentReviewGrain(
    IncidentReviewStore store, AnswerCounts counts, ModelLinks links, TimeProvider time) : Grain, IIncidentReviewGrain, IProviderCircuits
{
    private const int MostInstances = 4, ReachHops = 3, FindingPage = 200, FindingPages = 10;

    private IncidentKey Key => IncidentKey.Parse(this.GetPrimaryKeyString());

    private string Organization => Key.Organization.ToString();

    public async Task<IncidentReview?> Write()
    {
        if (await Gather() is not { } material)
        {
            return null;
        }

        var evidence = material.ToEvidence();
        var hash = ReviewMaterial.HashOf(evidence, PromptText.ReviewVersion);
        var versions = await store.GetAsync(Key.Organization, Key.Incident, CancellationToken.None);
        if (versions is [var newest, ..] && newest.EvidenceHash == hash)
        {
            return newest.Review;
        }

        var (review, attempts) = await Write(material, evidence, versions is [var (last, _), ..] ? last.Version + 1 : 1);
        await store.SaveAsync(Key.Organization, Guid.CreateVersion7(time.GetUtcNow()), review, hash, attempts, CancellationToken.None);
        return review;
    }

    public async Task<IncidentReviews?> Get()
    {
        if (await Gather() is not { } material)
        {
            return null;
        }

        var versions = await store.GetAsync(Key.Organization, Key.Incident, CancellationToken.None);
        var isOutdated = versions is [var newest, ..] && newest.EvidenceHash != ReviewMaterial.HashOf(material.ToEvidence(), PromptText.ReviewVersion);
        return new(isOutdated, [.. versions.Select(one => one.Review)]);
    }

    public async Task<IncidentReview?> Accept(int version, Guid personId)
    {
        await store.AcceptAsync(Key.Organization, Key.Incident, version, personId, time.GetUtcNow(), CancellationToken.None);
        var versions = await store.GetAsync(Key.Organization, Key.Incident, CancellationToken.None);
        return versions.Select(one => one.Review).FirstOrDefault(one => one.Version == version);
    }

    Task<string?> IProviderCircuits.RefuseAsync(string provider) => provider == EmbeddedResponder.Provider
        ? Task.FromResult<string?>(null)
        : GrainFactory.GetGrain<IModelProviderGrain>(provider).Refuse();

    Task IProviderCircuits.RecordAsync(ModelAttempt attempt, TimeSpan? retryAfter) => attempt.Provider == EmbeddedResponder.Provider
        ? Task.CompletedTask
        : GrainFactory.GetGrain<IModelProviderGrain>(attempt.Provider).Record(attempt, retryAfter);

    private async Task<(IncidentReview Review, IReadOnlyList<ModelAttempt> Attempts)> Write(ReviewMaterial material, ImmutableArray<Evidence> evidence, int version)
    {
        var composed = ReviewComposer.Compose(material, evidence);
        var intent = new Intent { Kind = IntentKind.Explain, Scopes = [IntentScope.Incident], Entities = [] };
        var draft = new AnswerDraft(intent, evidence, new(() => new(evidence, material.Incident.Title)));
        await foreach (var one in new ModelChain(await ChainFor(composed), this, time).RunAsync(PromptText.OfReview(evidence), billingTag: null, CancellationToken.None))
        {
            _ = draft.Take(one).Count();
        }

        var (sections, unnamed) = ReviewText.Read(draft.Answer, composed, evidence, [.. material.Resources.Select(one => one.Name)]);
        var isComposed = sections.Composed.Length == ReviewText.Headings.Length;
        var review = new IncidentReview
        {
            IncidentId = material.Incident.Id, Version = version, Sections = sections, Struck = draft.Struck + unnamed, Evidence = evidence,
            Provider = isComposed ? EmbeddedResponder.Provider : draft.Provider ?? EmbeddedResponder.Provider,
            Model = isComposed ? EmbeddedResponder.ModelId : draft.Model ?? EmbeddedResponder.ModelId,
            PromptVersion = PromptText.ReviewVersion, WrittenAt = time.GetUtcNow(),
        };
        return (review, draft.Attempts);
    }

    // Where the month's answers are used up it is written without a model.
    private async Task<List<ChainLink>> ChainFor(IncidentReviewSections composed)
    {
        var isOpen = await counts.HasLeftAsync(Key.Organization, links.MonthlyAnswersOf(Key.Organization), CancellationToken.None);
        return [.. isOpen ? links.Of(Key.Organization) : [], new(new EmbeddedModel(() => ReviewText.Write(composed)), EmbeddedResponder.ModelId)];
    }

    private async Task<ReviewMaterial?> Gather()
    {
        if (await GrainFactory.GetGrain<IIncidentReaderGrain>(Organization).GetIncident(Key.Incident) is not { } incident)
        {
            return null;
        }

        var events = GrainFactory.GetGrain<IEventReaderGrain>(Organization);
        List<(TimelineEntry Entry, ImmutableArray<EventResource> Resources)> entries = [];
        foreach (var entry in ReviewMaterial.Strongest(incident))
        {
            entries.Add((entry, await events.GetEvent(entry.EventId) is { } known ? EventResources.In(known.Record) : []));
        }

        var resources = entries.SelectMany(one => one.Resources).Distinct().ToList();
        List<(string From, NetworkReach Reach)> reaches = [];
        foreach (var instance in resources.Where(one => one.Kind == ResourceKind.Instance).Take(MostInstances))
        {
            reaches.Add((instance.Name, await GrainFactory.GetGrain<INetworkReaderGrain>(Organization).GetBlastRadius(instance.Name, ReachHops, null)));
        }

        return new() { Incident = incident, Events = [.. entries], Reaches = [.. reaches], Findings = await FindingsOn(incident, resources) };
    }

    private async Task<ImmutableArray<Finding>> FindingsOn(Incident incident, List<EventResource> resources)
    {
        HashSet<string> names = [incident.Actor, ReviewMaterial.ShortName(incident.Actor), .. resources.Select(one => one.Name)];
        List<Finding> found = [];
        string? cursor = null;
        for (var page = 0; page < FindingPages; page++)
        {
            var read = await GrainFactory.GetGrain<IFindingReaderGrain>(Organization).GetFindings(
                new() { Status = FindingStatus.Open, Limit = FindingPage, Cursor = cursor });
            found.AddRange(read.Findings.Where(finding => names.Contains(finding.Subject) || names.Contains(ReviewMaterial.ShortName(finding.Subject))));
            if ((cursor = read.Next) is null)
            {
                break;
            }
        }

        return [.. found.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Fingerprint, StringComparer.Ordinal).Take(ReviewMaterial.MostFindings)];
    }
}

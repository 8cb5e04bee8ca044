using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Raposa.Incidents;
using Raposa.Organizations;

namespace Raposa.Detection;

/// <inheritdoc cref="IDetectionGrain"/>
[StatelessWorker]
internal sealed partial class DetectionGrain(
    HitStore hits, Catalogue catalogue, TimeProvider time, ILogger<DetectionGrain> logger) : Grain, IDetectionGrain
{
    private EventEvaluation? _evaluation;
    private long _version = -1;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<DetectionSummary> Evaluate(CommittedEvents events)
    {
        var evaluation = await CurrentEvaluation();
        var found = evaluation.Evaluate(events, Report);

        // Hits before correlations: of two batches that complete one together, the later to commit sees both.
        await hits.AddAsync(Organization, found, CancellationToken.None);
        var matches = await Correlate(evaluation.Rules, found);
        await hits.AddAsync(Organization, matches, CancellationToken.None);

        ImmutableArray<Hit> shown = [.. found.Concat(matches).Where(hit => hit.StandsAlone)];
        var incidents = await Task.WhenAll(shown
            .GroupBy(hit => hit.Event.Actor, StringComparer.Ordinal)
            .Select(group => GrainFactory.GetGrain<ITriageGrain>(new TriageKey(Organization, group.Key).ToString())
                .Place([.. group.Select(hit => hit.ToTimelineEntry())])));

        Count(events, shown);
        return new(events.Events.Length, shown.Length, incidents.SelectMany(ids => ids).Distinct().Count());
    }

    private async Task<EventEvaluation> CurrentEvaluation()
    {
        var sources = await GrainFactory.GetGrain<IRuleBookGrain>(Organization.ToString()).GetSources(_version);
        if (_evaluation is null || sources.Version != _version)
        {
            var rules = RuleBook.Compile(
                catalogue, sources.OwnYaml ?? [], RuleBook.NothingDisabled.Union(sources.DisabledIds ?? []));
            foreach (var error in rules.Errors)
            {
                LogLeftOut(Organization, error.ToString());
            }

            (_evaluation, _version) = (new(rules), sources.Version);
        }

        return _evaluation;
    }

    /// <summary>The matches that these hits bring about, each kept by the event that decided it.</summary>
    private async Task<ImmutableArray<Hit>> Correlate(RuleSet rules, ImmutableArray<Hit> found)
    {
        var matches = ImmutableArray.CreateBuilder<Hit>();
        var touched = found.SelectMany(hit => hit.Groups, (hit, group) => (hit, group)).ToLookup(pair => pair.group.CorrelationId);
        foreach (var plan in rules.Correlations.Where(plan => touched.Contains(plan.Definition.Id)))
        {
            var parts = touched[plan.Definition.Id].ToList();
            var events = parts.Select(part => part.hit.EventKey.ToString("D")).ToHashSet();
            var all = await hits.LoadPartsAsync(
                Organization,
                plan,
                plan.Nested.IsEmpty ? [.. parts.Select(part => part.group.Key).Distinct()] : null,
                parts.Min(part => part.hit.At) - plan.Reach,
                parts.Max(part => part.hit.At) + plan.Reach,
                CancellationToken.None);
            foreach (var match in CorrelationEvaluator.Evaluate(plan, all, time.GetUtcNow())
                .Where(match => CorrelationHits.IsAffectedBy(match, events)))
            {
                matches.Add(await ToHit(rules, plan, match));
            }
        }

        return matches.ToImmutable();
    }

    // A match on record is that match, though it has grown since or a late event moved its beginning. While a condition
    // lasts for hours it is on record again once for each of its spans, which is how its incident learns that it goes on.
    private async Task<Hit> ToHit(RuleSet rules, CorrelationPlan plan, CorrelationMatch match)
    {
        var group = new CorrelationGroup(plan.Definition.Id, CorrelationPlan.KeyOf(match.Group));
        if (await hits.FindMatchAsync(Organization, group, match.From - plan.Definition.Timespan, match.To, CancellationToken.None) is { } known)
        {
            return known;
        }

        var deciding = CorrelationHits.DecidingHit(match);
        var hit = await hits.FindAsync(Organization, deciding.RuleId, Guid.ParseExact(deciding.EventId, "D"), CancellationToken.None)
            ?? throw new InvalidOperationException($"Hit {deciding.RuleId} on {deciding.EventId} was just read and is not there.");
        return CorrelationHits.ToHit(match, hit, rules.StandsAlone(plan.Definition));
    }

    private void Report(EvaluationFailure failure)
    {
        DetectionMeter.Failures.Add(1);
        LogFailed(failure.Exception, Organization, failure.RuleId ?? "every rule", failure.EventId);
    }

    private static void Count(CommittedEvents events, ImmutableArray<Hit> shown)
    {
        DetectionMeter.Events.Add(events.Events.Length);
        foreach (var level in shown.CountBy(hit => hit.Level))
        {
            DetectionMeter.Hits.Add(level.Value, KeyValuePair.Create<string, object?>("level", level.Key.ToString().ToLowerInvariant()));
        }
    }

    [LoggerMessage(LogLevel.Error, "Organization {Organization}: {Rule} failed on event {EventId} and was passed over")]
    private partial void LogFailed(Exception exception, OrganizationId organization, string rule, string eventId);

    [LoggerMessage(LogLevel.Warning, "Organization {Organization}: left out: {Error}")]
    private partial void LogLeftOut(OrganizationId organization, string error);
}

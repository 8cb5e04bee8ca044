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
    HitStore hits, CorrelationStore correlations, Catalogue catalogue, TimeProvider time, ILogger<DetectionGrain> logger) : Grain, IDetectionGrain
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
        var touched = found.SelectMany(hit => hit.Parts, (hit, part) => new GroupedHit(hit, part.Group)).ToLookup(one => one.Group.CorrelationId);
        foreach (var plan in rules.Correlations.Where(plan => touched.Contains(plan.Definition.Id)))
        {
            matches.AddRange(plan.OnlyGrows
                ? await CorrelateGroups(rules, plan, [.. touched[plan.Definition.Id]])
                : await CorrelateAll(rules, plan, [.. touched[plan.Definition.Id]]));
        }

        return matches.ToImmutable();
    }

    // In a flood nearly every new event belongs to a match that is on record, or to a group that is far from one. Neither needs the
    // hits before it, of which there may be thousands.
    private async Task<ImmutableArray<Hit>> CorrelateGroups(RuleSet rules, CorrelationPlan plan, ImmutableArray<GroupedHit> added)
    {
        var span = plan.Definition.Timespan;
        var onRecord = (await correlations.FindMatchesAsync(
            Organization, plan.Definition.Id, [.. added.Select(one => one.Group).Distinct()],
            added.Min(one => one.Hit.At) - span, added.Max(one => one.Hit.At), CancellationToken.None)).ToLookup(match => match.GroupKey);

        // Less than a span after a match on record, whatever the event takes part in is taken for that match: see ToHit.
        Hit? Known(GroupedHit one) =>
            onRecord[one.Group.Key].FirstOrDefault(match => match.At >= one.Hit.At - span && match.At <= one.Hit.At);

        var known = added.ToLookup(one => Known(one) is not null);
        var spans = await correlations.WhereItCanHoldAsync(
            Organization, plan,
            [.. known[false].GroupBy(one => one.Group).Select(group => new GroupSpan(
                group.Key, group.Min(one => one.Hit.At) - plan.Reach, group.Max(one => one.Hit.At) + plan.Reach))],
            CancellationToken.None);
        var parts = await correlations.LoadPartsAsync(Organization, plan, spans, CancellationToken.None);
        return [.. known[true].Select(one => Known(one)!).DistinctBy(match => match.EventKey), .. await MatchesOf(rules, plan, parts, known[false])];
    }

    private async Task<ImmutableArray<Hit>> CorrelateAll(RuleSet rules, CorrelationPlan plan, ImmutableArray<GroupedHit> added)
    {
        var (from, to) = (added.Min(one => one.Hit.At) - plan.Reach, added.Max(one => one.Hit.At) + plan.Reach);
        var parts = plan.Nested.IsEmpty
            ? await correlations.LoadPartsAsync(
                Organization, plan, [.. added.Select(one => one.Group).Distinct().Select(group => new GroupSpan(group, from, to))], CancellationToken.None)
            : await correlations.LoadHitsAsync(Organization, plan, from, to, CancellationToken.None);
        return await MatchesOf(rules, plan, parts, added);
    }

    private async Task<ImmutableArray<Hit>> MatchesOf(
        RuleSet rules, CorrelationPlan plan, ImmutableArray<RuleHit> parts, IEnumerable<GroupedHit> added)
    {
        var matches = ImmutableArray.CreateBuilder<Hit>();
        var events = added.Select(one => one.Hit.EventKey.ToString("D")).ToHashSet();
        foreach (var match in CorrelationEvaluator.Evaluate(plan, parts, time.GetUtcNow())
            .Where(match => CorrelationHits.IsAffectedBy(match, events)))
        {
            matches.Add(await ToHit(rules, plan, match));
        }

        return matches.ToImmutable();
    }

    // A match on record is that match, though it has grown since or a late event moved its beginning. While a condition
    // lasts for hours it is on record again once for each of its spans, which is how its incident learns that it goes on.
    private async Task<Hit> ToHit(RuleSet rules, CorrelationPlan plan, CorrelationMatch match)
    {
        var group = new CorrelationGroup(plan.Definition.Id, CorrelationPlan.KeyOf(match.Group));
        if (await correlations.FindMatchAsync(Organization, group, match.From - plan.Definition.Timespan, match.To, CancellationToken.None) is { } known)
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

    private readonly record struct GroupedHit(Hit Hit, CorrelationGroup Group);
}

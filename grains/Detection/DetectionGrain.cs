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
        var matches = await new Correlator(Organization, evaluation.Rules, hits, correlations, time).FindMatchesAsync(found, CancellationToken.None);
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

using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Detection;

/// <summary>Finds what an organization's new hits complete together with those on record.</summary>
internal sealed class Correlator(
    OrganizationId organization, RuleSet rules, HitStore hits, CorrelationStore correlations, TimeProvider time)
{
    /// <summary>The matches that these hits bring about, each kept by the event that decided it.</summary>
    public async Task<ImmutableArray<Hit>> FindMatchesAsync(ImmutableArray<Hit> found, CancellationToken cancellationToken)
    {
        var matches = ImmutableArray.CreateBuilder<Hit>();
        var touched = found.SelectMany(hit => hit.Parts, (hit, part) => new GroupedHit(hit, part.Group)).ToLookup(one => one.Group.CorrelationId);
        foreach (var plan in rules.Correlations.Where(plan => touched.Contains(plan.Definition.Id)))
        {
            matches.AddRange(plan.OnlyGrows
                ? await FindInGroupsAsync(plan, [.. touched[plan.Definition.Id]], cancellationToken)
                : await FindAmongAllAsync(plan, [.. touched[plan.Definition.Id]], cancellationToken));
        }

        return matches.ToImmutable();
    }

    // In a flood nearly every new event belongs to a match that is on record, or to a group that is far from one. Neither needs the
    // hits before it, of which there may be thousands.
    private async Task<ImmutableArray<Hit>> FindInGroupsAsync(
        CorrelationPlan plan, ImmutableArray<GroupedHit> added, CancellationToken cancellationToken)
    {
        var span = plan.Definition.Timespan;
        var onRecord = (await correlations.FindMatchesAsync(
            organization, plan.Definition.Id, [.. added.Select(one => one.Group).Distinct()],
            added.Min(one => one.Hit.At) - span, added.Max(one => one.Hit.At), cancellationToken)).ToLookup(match => match.GroupKey);

        // Less than a span after a match on record, whatever the event takes part in is taken for that match: see ToHitAsync.
        var settled = ImmutableArray.CreateBuilder<Hit>();
        var open = new List<GroupedHit>();
        foreach (var one in added)
        {
            if (onRecord[one.Group.Key].FirstOrDefault(match => match.At >= one.Hit.At - span && match.At <= one.Hit.At) is { } known)
            {
                settled.Add(known);
            }
            else
            {
                open.Add(one);
            }
        }

        var spans = await correlations.WhereItCanHoldAsync(
            organization, plan,
            [.. open.GroupBy(one => one.Group).Select(group => new GroupSpan(
                group.Key, group.Min(one => one.Hit.At) - plan.Reach, group.Max(one => one.Hit.At) + plan.Reach))],
            cancellationToken);
        var parts = await correlations.LoadPartsAsync(organization, plan, spans, cancellationToken);
        return [.. settled.DistinctBy(match => match.EventKey), .. await MatchesOfAsync(plan, parts, open, cancellationToken)];
    }

    private async Task<ImmutableArray<Hit>> FindAmongAllAsync(
        CorrelationPlan plan, ImmutableArray<GroupedHit> added, CancellationToken cancellationToken)
    {
        var (from, to) = (added.Min(one => one.Hit.At) - plan.Reach, added.Max(one => one.Hit.At) + plan.Reach);
        var parts = plan.Nested.IsEmpty
            ? await correlations.LoadPartsAsync(
                organization, plan, [.. added.Select(one => one.Group).Distinct().Select(group => new GroupSpan(group, from, to))], cancellationToken)
            : await correlations.LoadHitsAsync(organization, plan, from, to, cancellationToken);
        return await MatchesOfAsync(plan, parts, added, cancellationToken);
    }

    private async Task<ImmutableArray<Hit>> MatchesOfAsync(
        CorrelationPlan plan, ImmutableArray<RuleHit> parts, IEnumerable<GroupedHit> added, CancellationToken cancellationToken)
    {
        var matches = ImmutableArray.CreateBuilder<Hit>();
        var events = added.Select(one => one.Hit.EventKey.ToString("D")).ToHashSet();
        foreach (var match in CorrelationEvaluator.Evaluate(plan, parts, time.GetUtcNow())
            .Where(match => CorrelationHits.IsAffectedBy(match, events)))
        {
            matches.Add(await ToHitAsync(plan, match, cancellationToken));
        }

        return matches.ToImmutable();
    }

    // A match on record is that match, though it has grown since or a late event moved its beginning. While a condition
    // lasts for hours it is on record again once for each of its spans, which is how its incident learns that it goes on.
    private async Task<Hit> ToHitAsync(CorrelationPlan plan, CorrelationMatch match, CancellationToken cancellationToken)
    {
        var group = new CorrelationGroup(plan.Definition.Id, CorrelationPlan.KeyOf(match.Group));
        if (await correlations.FindMatchAsync(organization, group, match.From - plan.Definition.Timespan, match.To, cancellationToken) is { } known)
        {
            return known;
        }

        var deciding = CorrelationHits.DecidingHit(match);
        var hit = await hits.FindAsync(organization, deciding.RuleId, Guid.ParseExact(deciding.EventId, "D"), cancellationToken)
            ?? throw new InvalidOperationException($"Hit {deciding.RuleId} on {deciding.EventId} was just read and is not there.");
        return CorrelationHits.ToHit(match, hit, rules.StandsAlone(plan.Definition));
    }

    private readonly record struct GroupedHit(Hit Hit, CorrelationGroup Group);
}

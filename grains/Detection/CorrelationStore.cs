using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Detection;

/// <summary>What correlations are decided from, and which of their matches are on record.</summary>
internal sealed class CorrelationStore(TenantDatabase database)
{
    /// <summary>
    /// The most hits of one group that are looked at for one correlation, the newest of its span. A condition that needs
    /// more events than this in its span would never hold.
    /// </summary>
    public const int MaxParts = 20_000;

    private const string Parts =
        """
        from unnest(@groups::uuid[], @from::timestamptz[], @to::timestamptz[]) with ordinality as wanted (group_hash, from_time, to_time, place)
        cross join lateral (
          select part.rule_id, part.event_key, part.event_time, part.counted
          from detection.correlation_part as part
          where part.org_id = @id and part.correlation_id = @correlation and part.group_hash = wanted.group_hash
            and part.event_time between wanted.from_time and wanted.to_time
          order by part.event_time desc limit @MaxParts
        ) as part
        """;

    /// <summary>The hits of a correlation's rules between two times, of whatever group.</summary>
    public async Task<ImmutableArray<RuleHit>> LoadHitsAsync(
        OrganizationId organization, CorrelationPlan plan, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<PartRow>(new(
            """
            select rule_id as RuleId, event_key as EventKey, event_time as EventTime, group_values::text as GroupValues
            from detection.hit
            where org_id = @id and rule_id = any(@rules) and event_time between @from and @to and group_values is not null
            order by event_time desc limit @MaxParts
            """,
            new { id = organization.Value, rules = plan.RuleIds.ToArray(), from, to, MaxParts },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToRuleHit())];
    }

    /// <summary>The hits that count in some groups of a correlation, of each group within its span.</summary>
    public async Task<ImmutableArray<RuleHit>> LoadPartsAsync(
        OrganizationId organization, CorrelationPlan plan, ImmutableArray<GroupSpan> spans, CancellationToken cancellationToken)
    {
        if (spans.IsEmpty)
        {
            return [];
        }

        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<PartRow>(new(
            $"""
             select hit.rule_id as RuleId, hit.event_key as EventKey, hit.event_time as EventTime, hit.group_values::text as GroupValues
             {Parts}
             join detection.hit using (rule_id, event_key, event_time)
             where hit.org_id = @id and hit.group_values is not null
             """,
            Parameters(organization, plan, spans),
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToRuleHit())];
    }

    /// <summary>
    /// Those of the groups whose condition can hold somewhere in their span, by the number of events, or of values, in all of it.
    /// It reads no hit: most groups of a busy day never come near their condition.
    /// </summary>
    public async Task<ImmutableArray<GroupSpan>> WhereItCanHoldAsync(
        OrganizationId organization, CorrelationPlan plan, ImmutableArray<GroupSpan> spans, CancellationToken cancellationToken)
    {
        if (spans.IsEmpty || plan.Definition.Type is not (CorrelationType.EventCount or CorrelationType.ValueCount))
        {
            return spans;
        }

        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var counts = await connection.QueryAsync<(long Place, bool IsUnknown, long Number)>(new(
            plan.Definition.Type == CorrelationType.EventCount
                ? $"select wanted.place, false, count(distinct part.event_key) {Parts} group by wanted.place"
                : $"""
                   select wanted.place, bool_or(part.counted is null), count(distinct value)
                   {Parts}
                   left join lateral unnest(part.counted) as value on true
                   group by wanted.place
                   """,
            Parameters(organization, plan, spans),
            cancellationToken: cancellationToken));
        return [.. counts
            .Where(one => one.IsUnknown || plan.Definition.Condition.Holds(one.Number))
            .Select(one => spans[(int)one.Place - 1])];
    }

    /// <summary>The first match of a correlation that is on record for a group between two times, or null.</summary>
    public async Task<Hit?> FindMatchAsync(
        OrganizationId organization, CorrelationGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await FindMatchesAsync(organization, group.CorrelationId, [group], from, to, cancellationToken)).FirstOrDefault();

    /// <summary>The matches of a correlation that are on record for some groups between two times, oldest first.</summary>
    public async Task<ImmutableArray<Hit>> FindMatchesAsync(
        OrganizationId organization, string correlationId, ImmutableArray<CorrelationGroup> groups,
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<HitRow>(new(
            $"""
             select {HitRow.Columns} from detection.hit
             where org_id = @id and rule_id = @correlationId and event_time between @from and @to and group_key = any(@keys)
             order by event_time
             """,
            new { id = organization.Value, correlationId, from, to, keys = groups.Select(group => group.Key).ToArray() },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToHit())];
    }

    private static object Parameters(OrganizationId organization, CorrelationPlan plan, ImmutableArray<GroupSpan> spans) => new
    {
        id = organization.Value,
        correlation = plan.Definition.Id,
        groups = spans.Select(span => span.Group.Hash).ToArray(),
        from = spans.Select(span => span.From).ToArray(),
        to = spans.Select(span => span.To).ToArray(),
        MaxParts,
    };

    private sealed record PartRow(string RuleId, Guid EventKey, DateTime EventTime, string GroupValues)
    {
        public RuleHit ToRuleHit() => new(
            EventTime, RuleId, EventKey.ToString("D"),
            JsonSerializer.Deserialize<ImmutableDictionary<string, ImmutableArray<string>>>(GroupValues)!);
    }
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Detection;

/// <summary>What rules matched. Writing the same hit again changes nothing.</summary>
internal sealed class HitStore(TenantDatabase database)
{
    /// <summary>
    /// The most hits of one group that are looked at for one correlation, the newest of its span. A condition that needs
    /// more events than this in its span would never hold.
    /// </summary>
    public const int MaxParts = 20_000;

    private const string Columns =
        """
        rule_id as RuleId, event_key as EventKey, event_id as EventId, event_time as EventTime, rule_title as RuleTitle,
        level as Level, techniques as Techniques, actor as Actor, event_name as EventName, event_source as EventSource,
        account_id as AccountId, region as Region, source_ip as SourceIp, error_code as ErrorCode, summary as Summary,
        stands_alone as StandsAlone, group_key as GroupKey
        """;

    /// <summary>Writes hits and the groups they count in, together.</summary>
    public async Task AddAsync(OrganizationId organization, IReadOnlyList<Hit> hits, CancellationToken cancellationToken)
    {
        if (hits.Count == 0)
        {
            return;
        }

        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AddHitsAsync(connection, transaction, organization, hits, cancellationToken);
        await AddPartsAsync(connection, transaction, organization, hits, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What a correlation is decided from, between two times: of some groups, or of all for null.</summary>
    public async Task<ImmutableArray<RuleHit>> LoadPartsAsync(
        OrganizationId organization, CorrelationPlan plan, IReadOnlyCollection<string>? groupKeys,
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<PartRow>(new(
            groupKeys is null
                ? """
                  select rule_id as RuleId, event_key as EventKey, event_time as EventTime, group_values::text as GroupValues
                  from detection.hit
                  where org_id = @id and rule_id = any(@rules) and event_time between @from and @to and group_values is not null
                  order by event_time desc limit @MaxParts
                  """
                : """
                  select hit.rule_id as RuleId, hit.event_key as EventKey, hit.event_time as EventTime, hit.group_values::text as GroupValues
                  from unnest(@groups) as wanted (group_hash)
                  cross join lateral (
                    select part.rule_id, part.event_key
                    from detection.correlation_part as part
                    where part.org_id = @id and part.correlation_id = @correlation and part.group_hash = wanted.group_hash
                      and part.event_time between @from and @to
                    order by part.event_time desc limit @MaxParts
                  ) as part
                  join detection.hit using (rule_id, event_key)
                  where hit.org_id = @id and hit.group_values is not null
                  """,
            new
            {
                id = organization.Value,
                rules = plan.RuleIds.ToArray(),
                correlation = plan.Definition.Id,
                groups = groupKeys?.Select(HashOf).ToArray() ?? [],
                from,
                to,
                MaxParts,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToRuleHit())];
    }

    /// <summary>The hit of a rule on an event, or null.</summary>
    public async Task<Hit?> FindAsync(OrganizationId organization, string ruleId, Guid eventKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<HitRow>(new(
            $"select {Columns} from detection.hit where org_id = @id and rule_id = @ruleId and event_key = @eventKey",
            new { id = organization.Value, ruleId, eventKey },
            cancellationToken: cancellationToken));
        return row?.ToHit();
    }

    /// <summary>The first match of a correlation that is on record for a group between two times, or null.</summary>
    public async Task<Hit?> FindMatchAsync(
        OrganizationId organization, CorrelationGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var row = await connection.QueryFirstOrDefaultAsync<HitRow>(new(
            $"""
             select {Columns} from detection.hit
             where org_id = @id and rule_id = @CorrelationId and event_time between @from and @to and group_key = @Key
             order by event_time limit 1
             """,
            new { id = organization.Value, group.CorrelationId, group.Key, from, to },
            cancellationToken: cancellationToken));
        return row?.ToHit();
    }

    private static async Task AddHitsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, OrganizationId organization, IReadOnlyList<Hit> hits,
        CancellationToken cancellationToken)
    {
        T[] Each<T>(Func<Hit, T> field) => [.. hits.Select(field)];

        await connection.ExecuteAsync(new(
            """
            insert into detection.hit (
              org_id, rule_id, event_key, event_id, event_time, rule_title, level, techniques, actor, event_name, event_source,
              account_id, region, source_ip, error_code, summary, stands_alone, group_values, group_key)
            select @id, rule_id, event_key, event_id, event_time, rule_title, level, string_to_array(techniques, ','), actor,
              event_name, event_source, account_id, region, source_ip, error_code, summary, stands_alone, group_values::json, group_key
            from unnest(
              @rules::text[], @keys::uuid[], @events::text[], @times::timestamptz[], @titles::text[], @levels::smallint[],
              @techniques::text[], @actors::text[], @names::text[], @sources::text[], @accounts::text[], @regions::text[],
              @ips::text[], @errors::text[], @summaries::text[], @alone::boolean[], @values::text[], @groupKeys::text[])
              as hit (rule_id, event_key, event_id, event_time, rule_title, level, techniques, actor, event_name, event_source,
                account_id, region, source_ip, error_code, summary, stands_alone, group_values, group_key)
            on conflict (org_id, rule_id, event_key) do nothing
            """,
            new
            {
                id = organization.Value,
                rules = Each(hit => hit.RuleId),
                keys = Each(hit => hit.EventKey),
                events = Each(hit => hit.EventId),
                times = Each(hit => hit.At.UtcDateTime),
                titles = Each(hit => hit.RuleTitle),
                levels = Each(hit => (short)hit.Level),
                techniques = Each(hit => string.Join(',', hit.Techniques)),
                actors = Each(hit => hit.Event.Actor),
                names = Each(hit => hit.Event.Name),
                sources = Each(hit => hit.Event.Source),
                accounts = Each(hit => hit.Event.AccountId),
                regions = Each(hit => hit.Event.Region),
                ips = Each(hit => hit.Event.SourceIp),
                errors = Each(hit => hit.Event.ErrorCode),
                summaries = Each(hit => hit.Summary),
                alone = Each(hit => hit.StandsAlone),
                values = Each(hit => hit.Values is null ? null : JsonSerializer.Serialize(hit.Values)),
                groupKeys = Each(hit => hit.GroupKey),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static async Task AddPartsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, OrganizationId organization, IReadOnlyList<Hit> hits,
        CancellationToken cancellationToken)
    {
        var parts = hits.SelectMany(hit => hit.Groups, (hit, group) => (hit, group)).ToArray();
        if (parts.Length == 0)
        {
            return;
        }

        await connection.ExecuteAsync(new(
            """
            insert into detection.correlation_part (org_id, correlation_id, group_hash, event_time, rule_id, event_key)
            select @id, * from unnest(@correlations::text[], @groups::uuid[], @times::timestamptz[], @rules::text[], @keys::uuid[])
            on conflict do nothing
            """,
            new
            {
                id = organization.Value,
                correlations = parts.Select(part => part.group.CorrelationId).ToArray(),
                groups = parts.Select(part => HashOf(part.group.Key)).ToArray(),
                times = parts.Select(part => part.hit.At.UtcDateTime).ToArray(),
                rules = parts.Select(part => part.hit.RuleId).ToArray(),
                keys = parts.Select(part => part.hit.EventKey).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static Guid HashOf(string groupKey) => new(SHA256.HashData(Encoding.UTF8.GetBytes(groupKey)).AsSpan(0, 16));

    private sealed record PartRow(string RuleId, Guid EventKey, DateTime EventTime, string GroupValues)
    {
        public RuleHit ToRuleHit() => new(
            EventTime, RuleId, EventKey.ToString("D"),
            JsonSerializer.Deserialize<ImmutableDictionary<string, ImmutableArray<string>>>(GroupValues)!);
    }

    private sealed record HitRow
    {
        public required string RuleId { get; init; }

        public required Guid EventKey { get; init; }

        public required string EventId { get; init; }

        public required DateTime EventTime { get; init; }

        public required string RuleTitle { get; init; }

        public required short Level { get; init; }

        public required string[] Techniques { get; init; }

        public required string Actor { get; init; }

        public string? EventName { get; init; }

        public string? EventSource { get; init; }

        public string? AccountId { get; init; }

        public string? Region { get; init; }

        public string? SourceIp { get; init; }

        public string? ErrorCode { get; init; }

        public required string Summary { get; init; }

        public required bool StandsAlone { get; init; }

        public string? GroupKey { get; init; }

        public Hit ToHit() => new()
        {
            RuleId = RuleId,
            RuleTitle = RuleTitle,
            Level = (SigmaLevel)Level,
            Techniques = [.. Techniques],
            EventKey = EventKey,
            EventId = EventId,
            At = EventTime,
            Event = new()
            {
                Actor = Actor,
                Name = EventName,
                Source = EventSource,
                AccountId = AccountId,
                Region = Region,
                SourceIp = SourceIp,
                ErrorCode = ErrorCode,
            },
            Summary = Summary,
            StandsAlone = StandsAlone,
            GroupKey = GroupKey,
        };
    }
}

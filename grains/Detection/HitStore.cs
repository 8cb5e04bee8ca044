using System.Text.Json;
using Dapper;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Detection;

/// <summary>What rules matched. Writing the same hit again changes nothing.</summary>
internal sealed class HitStore(TenantDatabase database)
{
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

    /// <summary>The hit of a rule on an event, or null.</summary>
    public async Task<Hit?> FindAsync(OrganizationId organization, string ruleId, Guid eventKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<HitRow>(new(
            $"select {HitRow.Columns} from detection.hit where org_id = @id and rule_id = @ruleId and event_key = @eventKey",
            new { id = organization.Value, ruleId, eventKey },
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
        var parts = hits.SelectMany(hit => hit.Parts, (hit, part) => (hit, part)).ToArray();
        if (parts.Length == 0)
        {
            return;
        }

        await connection.ExecuteAsync(new(
            """
            insert into detection.correlation_part (org_id, correlation_id, group_hash, event_time, rule_id, event_key, counted)
            select @id, correlation, group_hash, event_time, rule_id, event_key, counted::bigint[]
            from unnest(
              @correlations::text[], @groups::uuid[], @times::timestamptz[], @rules::text[], @keys::uuid[], @counted::text[])
              as part (correlation, group_hash, event_time, rule_id, event_key, counted)
            on conflict do nothing
            """,
            new
            {
                id = organization.Value,
                correlations = parts.Select(one => one.part.Group.CorrelationId).ToArray(),
                groups = parts.Select(one => one.part.Group.Hash).ToArray(),
                times = parts.Select(one => one.hit.At.UtcDateTime).ToArray(),
                rules = parts.Select(one => one.hit.RuleId).ToArray(),
                keys = parts.Select(one => one.hit.EventKey).ToArray(),
                // An array of arrays of different lengths does not travel; each goes as its text.
                counted = parts.Select(one => one.part.Counted is { } counted ? $"{{{string.Join(',', counted)}}}" : null).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }
}

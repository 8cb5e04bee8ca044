using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Dns;

/// <summary>Names and origins under the reader's role.</summary>
internal sealed class DnsReaderStore(TenantDatabase database)
{
    private const string ThenIsSo = "org_id = @org and since <= @at and (until is null or until > @at)";

    /// <summary>The last analysis by then that looked at names; null if there was none.</summary>
    public async Task<DnsBasis?> GetBasisAsync(OrganizationId organization, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var row = await connection.QueryFirstOrDefaultAsync<StoredDnsBasis>(new(
            """
            select analysis_id as AnalysisId, as_of as AsOf, names as Names, resource as Resource, dangling as Dangling, external as External, unknown as Unknown,
              exposed as Exposed, not_exposed as NotExposed, origins_unknown as OriginsUnknown, to_jsonb(zones_unknown)::text as ZonesUnknown
            from dns.run where org_id = @org and as_of <= @asOf order by as_of desc, analysis_id desc limit 1
            """,
            new { org = organization.Value, asOf = asOf.ToUniversalTime() },
            cancellationToken: cancellationToken));
        return row?.ToBasis();
    }

    /// <summary>In the order of names, from after one of them on; one more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<DnsName>> GetNamesAsync(
        OrganizationId organization, DnsNameQuery query, DateTimeOffset at, (string Name, bool IsPrivate)? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<StoredDnsName>(new(
            $"""
             select {StoredDnsName.Columns} from dns.name
             where {ThenIsSo}
               and (@Zone::text is null or zone = @Zone)
               and (@AccountId::text is null or account_id = @AccountId)
               and (@standing::smallint is null or standing = @standing)
               and (@IsProxied::boolean is null or is_proxied = @IsProxied)
               and (@Resource::text is null or resources @> array[@Resource])
               and (@name::text is null or (name collate "C", is_private) > (@name collate "C", @isPrivate))
             order by name collate "C", is_private
             limit @count
             """,
            new
            {
                org = organization.Value, at = at.ToUniversalTime(), query.Zone, query.AccountId, standing = (short?)query.Standing, query.IsProxied, query.Resource,
                name = after?.Name, isPrivate = after?.IsPrivate ?? false, count = limit + 1,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToName())];
    }

    /// <summary>Those of a few names that there are.</summary>
    public async Task<ImmutableArray<DnsName>> FindAsync(
        OrganizationId organization, IReadOnlyCollection<string> names, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<StoredDnsName>(new(
            $"select {StoredDnsName.Columns} from dns.name where {ThenIsSo} and name = any(@names) order by is_private",
            new { org = organization.Value, at = at.ToUniversalTime(), names = names.ToArray() },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToName())];
    }

    /// <summary>Whether a name exists, with records or with names below it.</summary>
    public async Task<bool> ExistsAsync(OrganizationId organization, string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new(
            $"select exists (select from dns.name where {ThenIsSo} and (name = @name or right(name, length(@name) + 1) = '.' || @name))",
            new { org = organization.Value, at = at.ToUniversalTime(), name },
            cancellationToken: cancellationToken));
    }

    /// <summary>What is exposed first, then what is not known; one more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<DnsOrigin>> GetOriginsAsync(
        OrganizationId organization, DnsOriginQuery query, DateTimeOffset at, IReadOnlyCollection<string>? names, int skip, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<StoredDnsOrigin>(new(
            $"""
             select {StoredDnsOrigin.Columns} from dns.origin
             where {ThenIsSo}
               and (@verdict::smallint is null or verdict = @verdict)
               and (@AccountId::text is null or account_id = @AccountId)
               and (@names::text[] is null or name = any(@names))
             order by case verdict when 1 then 0 when 3 then 1 else 2 end, name collate "C", target collate "C"
             offset @skip limit @count
             """,
            new { org = organization.Value, at = at.ToUniversalTime(), verdict = (short?)query.Verdict, query.AccountId, names = names?.ToArray(), skip, count = limit + 1 },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToOrigin())];
    }
}

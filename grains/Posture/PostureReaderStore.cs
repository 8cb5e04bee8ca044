using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Posture;

/// <summary>Reads verdicts as the role that may only read.</summary>
internal sealed class PostureReaderStore(TenantDatabase database)
{
    /// <summary>The time of the last analysis by then that checked; null if there was none.</summary>
    public async Task<DateTimeOffset?> GetLastRunAsync(OrganizationId organization, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime?>(new(
            "select max(as_of) from posture.run where org_id = @org and as_of <= @asOf",
            new { org = organization.Value, asOf = asOf.ToUniversalTime() },
            cancellationToken: cancellationToken));
    }

    public async Task<IReadOnlyList<TallyRow>> GetTalliesAsync(OrganizationId organization, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<TallyRow>(new(
            """
            select check_id as CheckId, account_id as AccountId, passed as Passed, failed as Failed, unknown as Unknown
            from posture.tally where org_id = @org and since <= @at and (until is null or until > @at)
            """,
            new { org = organization.Value, at = at.ToUniversalTime() },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    /// <summary>In the order of what to mend first; one more than the limit, where there are more.</summary>
    public async Task<IReadOnlyList<StoredResult>> GetResultsAsync(
        OrganizationId organization, CheckResultQuery query, DateTimeOffset at, int skip, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<StoredResult>(new(
            $"""
             select {StoredResult.Columns} from posture.result
             where org_id = @org and since <= @at and (until is null or until > @at)
               and (@Check::text is null or check_id = @Check or starts_with(check_id, @Check || '.'))
               and (@status::smallint is null or status = @status)
               and (@severity::smallint is null or severity >= @severity)
               and (@AccountId::text is null or account_id = @AccountId)
               and (@Region::text is null or region = @Region)
               and (@Resource::text is null or resource = @Resource)
             order by case status when 2 then 0 when 3 then 1 else 2 end, severity desc, check_id, account_id, region, resource
             offset @skip limit @count
             """,
            new
            {
                org = organization.Value,
                at = at.ToUniversalTime(),
                query.Check,
                status = (short?)query.Status,
                severity = (short?)query.MinimumSeverity,
                query.AccountId,
                query.Region,
                query.Resource,
                skip,
                count = limit + 1,
            },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    public async Task<StoredResult?> FindAsync(OrganizationId organization, CheckResultKey key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StoredResult>(new(
            $"""
             select {StoredResult.Columns} from posture.result
             where org_id = @org and check_id = @Check and account_id = @AccountId and region = @region and resource = @Resource
               and since <= @at and (until is null or until > @at)
             """,
            new { org = organization.Value, key.Check, key.AccountId, region = key.Region ?? "", key.Resource, at = at.ToUniversalTime() },
            cancellationToken: cancellationToken));
    }
}

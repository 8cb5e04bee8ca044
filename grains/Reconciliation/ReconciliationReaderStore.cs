using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>Reads runs and verdicts as the role that may only read.</summary>
internal sealed class ReconciliationReaderStore(TenantDatabase database)
{
    private const string Columns =
        """
        account_id as AccountId, instance_id as InstanceId, region as Region, class as Class, reason as Reason, from_at as Since, name as Name,
        role as Role, cluster as Cluster, snowflake as Snowflake, environment as Environment, launched_at as LaunchedAt, tenant as Tenant,
        device_id as DeviceId, rung as MatchedBy, sensor_version as SensorVersion, evidence::text as EvidenceJson
        """;

    /// <summary>The newest run up to a time.</summary>
    public async Task<ReconciliationSummary?> FindRunAsync(OrganizationId organization, DateTimeOffset asOf, CancellationToken cancellationToken) =>
        (await GetRunsAsync(organization, null, asOf, 1, cancellationToken, withChains: true)).FirstOrDefault();

    /// <summary>Newest first.</summary>
    public async Task<ImmutableArray<ReconciliationSummary>> GetRunsAsync(
        OrganizationId organization, DateTimeOffset? from, DateTimeOffset? to, int limit, CancellationToken cancellationToken, bool withChains = false)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        await using var command = connection.Command(
            $"""
             select {RunStore.Columns} from reconciliation.run
             where org_id = $1 and as_of >= $2 and as_of <= $3
             order by as_of desc limit $4
             """,
            organization.Value, from?.UtcDateTime ?? DateTime.MinValue, to?.UtcDateTime ?? DateTime.MaxValue, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var runs = ImmutableArray.CreateBuilder<ReconciliationSummary>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var run = RunStore.Read(reader);
            runs.Add(withChains ? run : run with { Chains = [] });
        }

        return runs.ToImmutable();
    }

    public async Task<ImmutableArray<CoverageShare>> GetSharesAsync(
        OrganizationId organization, Guid run, string dimension, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var shares = await connection.QueryAsync<CoverageShare>(new(
            """
            select value as "Value", live as Live, matched as Matched, unprotected as Unprotected, unknown as "Unknown"
            from reconciliation.coverage
            where org_id = @org and run_id = @run and dimension = @dimension
            order by live desc, value
            """,
            new { org = organization.Value, run, dimension },
            cancellationToken: cancellationToken));
        return [.. shares];
    }

    /// <summary>Those after a key, as a run found them.</summary>
    public async Task<ImmutableArray<ReconciledInstance>> GetInstancesAsync(
        OrganizationId organization, ReconciledQuery query, DateTimeOffset asOf, InstanceName after, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var found = await connection.QueryAsync<InstanceRow>(new(
            $"""
             select {Columns} from reconciliation.instance_verdict
             where org_id = @org and from_at <= @asOf and until_at > @asOf
               and (@AccountId::text is null or account_id = @AccountId) and (@Region::text is null or region = @Region)
               and (@Class::text is null or class = @Class) and (@Reason::text is null or reason = @Reason)
               and (@Role::text is null or role = @Role) and (@Cluster::text is null or cluster = @Cluster)
               and (@Snowflake::text is null or snowflake = @Snowflake) and (@Environment::text is null or environment = @Environment)
               and (account_id, instance_id) > (@account, @instance)
             order by account_id, instance_id limit @count
             """,
            new
            {
                org = organization.Value, asOf = asOf.UtcDateTime, query.AccountId, query.Region, query.Class, query.Reason, query.Role, query.Cluster,
                query.Snowflake, query.Environment, account = after.AccountId ?? "", instance = after.InstanceId ?? "", count,
            },
            cancellationToken: cancellationToken));
        return [.. found.Select(row => row.ToInstance())];
    }

    public async Task<ReconciledInstance?> FindInstanceAsync(
        OrganizationId organization, InstanceName instance, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<InstanceRow>(new(
            $"""
             select {Columns} from reconciliation.instance_verdict
             where org_id = @org and account_id = @AccountId and instance_id = @InstanceId and from_at <= @asOf and until_at > @asOf
             """,
            new { org = organization.Value, instance.AccountId, instance.InstanceId, asOf = asOf.UtcDateTime },
            cancellationToken: cancellationToken));
        return row?.ToInstance();
    }

    /// <summary>What every instance counts as now.</summary>
    public async Task<IReadOnlyList<StandingClass>> GetStandingAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        return [.. await connection.QueryAsync<StandingClass>(new(
            """
            select account_id as AccountId, instance_id as InstanceId, class as Class, reason as Reason
            from reconciliation.instance_verdict where org_id = @org and until_at = 'infinity'
            """,
            new { org = organization.Value },
            cancellationToken: cancellationToken))];
    }

    /// <summary>Where documents stand, as the snapshots of a run have them, and what they hash to.</summary>
    public async Task<ImmutableArray<ReadDocument>> GetDocumentsAsync(
        OrganizationId organization, ImmutableArray<ChainRead> chains, ImmutableArray<DocumentName> documents, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        await using var command = connection.Command(
            """
            select distinct on (n.source, n.account_id, n.region, n.key)
              n.account_id, n.source, n.region, n.key, s.snapshot_id, encode(o.sha256, 'hex')
            from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as n (account_id, source, region, key)
            join inventory.chain as c on c.org_id = $1 and c.account_id = n.account_id and c.source = n.source and c.region is not distinct from n.region
            join inventory.snapshot as r on r.org_id = $1 and r.chain_id = c.chain_id and r.snapshot_id = any($6)
            join inventory.observation as o on o.org_id = $1 and o.chain_id = c.chain_id and o.resource_key = n.key and o.first_seq <= r.sequence
            -- A record that is remembered stands in an earlier snapshot: the last that had it.
            join inventory.snapshot as s on s.org_id = $1 and s.chain_id = c.chain_id and s.status = 2
              and s.sequence between o.first_seq and least(o.last_seq, r.sequence)
            order by n.source, n.account_id, n.region, n.key, s.sequence desc
            """,
            organization.Value,
            documents.Select(one => one.AccountId).ToArray(), documents.Select(one => one.Source).ToArray(),
            documents.Select(one => one.Region).ToArray(), documents.Select(one => one.Key).ToArray(),
            chains.Select(chain => chain.SnapshotId).OfType<Guid>().ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = ImmutableArray.CreateBuilder<ReadDocument>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(
                reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3), reader.GetGuid(4), reader.GetString(5)));
        }

        return found.ToImmutable();
    }

    internal sealed record StandingClass(string AccountId, string InstanceId, string Class, string Reason);

    private sealed record InstanceRow
    {
        public required string AccountId { get; init; }

        public required string InstanceId { get; init; }

        public required string Region { get; init; }

        public required string Class { get; init; }

        public required string Reason { get; init; }

        public required DateTime Since { get; init; }

        public string? Name { get; init; }

        public string? Role { get; init; }

        public string? Cluster { get; init; }

        public required string Snowflake { get; init; }

        public string? Environment { get; init; }

        public required DateTime LaunchedAt { get; init; }

        public string? Tenant { get; init; }

        public string? DeviceId { get; init; }

        public string? MatchedBy { get; init; }

        public string? SensorVersion { get; init; }

        public required string EvidenceJson { get; init; }

        public ReconciledInstance ToInstance() => new()
        {
            AccountId = AccountId, InstanceId = InstanceId, Region = Region, Class = Class, Reason = Reason, Since = Since, Name = Name, Role = Role,
            Cluster = Cluster, Snowflake = Snowflake, Environment = Environment, LaunchedAt = LaunchedAt, Tenant = Tenant, DeviceId = DeviceId,
            MatchedBy = MatchedBy, SensorVersion = SensorVersion, EvidenceJson = EvidenceJson,
        };
    }
}

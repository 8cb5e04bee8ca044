using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>One run's transaction: the sensors' records are read once into a table of its own, which reading and writing use.</summary>
internal sealed class ReconciliationSessionStore(
    OrganizationId organization, ReconciliationRequest request, NpgsqlConnection connection, NpgsqlTransaction transaction)
    : IReconciliationSession
{
    // Seconds. A first run may come before the database has counted its tables, and takes a slower way through them then.
    private const int Patience = 300;

    // Tens of thousands of records are joined and none of them is ordered: by hashes, and those in memory.
    private const string Tables =
        """
        set local work_mem = '64MB';
        set local enable_mergejoin = off;
        create temp table reconcile_sensor (
          tenant text, device_id text, instance_id text, account_id text, region text, provider text, is_ec2_hardware boolean,
          product_type text, local_ip text, mac text, host_name text, agent_version text, is_reduced boolean,
          first_seen_at timestamptz, last_seen_at timestamptz, read_at timestamptz, is_remembered boolean,
          sha256 bytea) on commit drop;
        create index on reconcile_sensor (sha256) where sha256 is not null;
        create temp table reconcile_change (
          tenant text, device_id text, class text, reason text, account_id text, instance_id text, sensor_version text) on commit drop
        """;

    private static readonly string SensorsSql = SqlText.Read("reconcile_sensors");
    private static readonly string DocumentsSql = SqlText.Read("reconcile_documents");
    private static readonly string ChangesSql = SqlText.Read("reconcile_changes");

    public async Task<ReadEstate> ReadAsync(CancellationToken cancellationToken)
    {
        var chains = await GetChainsAsync(cancellationToken);
        var book = new ChainBook([.. request.Chains.Select(chain => FactsOf(chain, chains))]);
        var instances = await ReadAsync(chains, ChainBook.Instances, (chain, key, columns) => ColumnFacts.Instance(chain.AccountId, chain.Region ?? "", key, columns), cancellationToken);
        var interfaces = await ReadAsync(chains, ChainBook.Interfaces, (chain, key, columns) => ColumnFacts.Interface(chain.AccountId, chain.Region ?? "", key, columns), cancellationToken);
        await LoadSensorsAsync(chains, cancellationToken);
        var present = instances.OfType<InstanceFacts>().ToImmutableArray();
        var attached = interfaces.OfType<InterfaceFacts>().ToImmutableArray();
        var estate = new Estate
        {
            AsOf = request.AsOf,
            Chains = book.All,
            Instances = present,
            Interfaces = attached,
            Sensors = await GetCandidatesAsync(present, attached, cancellationToken),
            Lately = await GetLatelyAsync(chains, cancellationToken),
        };
        return new(estate, book);
    }

    public async Task<bool> WriteAsync(DecidedRun run, CancellationToken cancellationToken)
    {
        // One at a time in an organization.
        await using (var alone = connection.Command("select pg_advisory_xact_lock(hashtextextended('reconciliation ' || $1::text, 0))", organization.Value))
        {
            await alone.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var newest = connection.Command("select exists (select from reconciliation.run where org_id = $1 and as_of >= $2)", organization.Value, request.AsOf.UtcDateTime))
        {
            if ((bool)(await newest.ExecuteScalarAsync(cancellationToken))!)
            {
                return false;
            }
        }

        await FindChangesAsync(run, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = Patience };
        SensorFactStore.AddTo(batch, organization);
        InstanceVerdictStore.AddTo(batch, organization, run);
        SensorVerdictStore.AddTo(batch, organization, run);
        RunStore.AddTo(batch, organization, run);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task<List<ChainRow>> GetChainsAsync(CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            select c.chain_id, c.account_id, c.source, c.region, s.snapshot_id, s.sequence, s.closed_at, f.before_full
            from inventory.snapshot as s
            join inventory.chain as c on c.org_id = s.org_id and c.chain_id = s.chain_id
            left join lateral (
              -- A refresh looks at a few: what counts is full passes.
              select f.sequence as before_full from inventory.snapshot as f
              where f.org_id = s.org_id and f.chain_id = s.chain_id and f.status = 2 and f.kind = 1 and f.sequence <= s.sequence
              order by f.sequence desc offset 1 limit 1) as f on true
            where s.org_id = $1 and s.snapshot_id = any($2)
            """,
            organization.Value, request.Chains.Select(chain => chain.SnapshotId).OfType<Guid>().ToArray());
        command.CommandTimeout = Patience;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var chains = new List<ChainRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            chains.Add(new(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetGuid(4),
                reader.GetInt32(5), reader.GetFieldValue<DateTimeOffset>(6), reader.IsDBNull(7) ? null : reader.GetInt32(7)));
        }

        return chains;
    }

    private ChainFacts FactsOf(ChainRead chain, List<ChainRow> rows)
    {
        var row = rows.Find(one => one.SnapshotId == chain.SnapshotId);
        return new(
            chain.AccountId, chain.Source, chain.Region, row?.SealedAt,
            row is not null && chain.IsComplete && request.AsOf - row.SealedAt <= MatchingRules.Freshness, row?.BeforeFull is not null);
    }

    private async Task<List<T>> ReadAsync<T>(
        List<ChainRow> chains, string source, Func<ChainRow, string, JsonElement, T> read, CancellationToken cancellationToken)
    {
        var ours = chains.Where(chain => chain.Source == source).ToDictionary(chain => chain.ChainId);
        await using var command = connection.Command(
            """
            select c.chain_id, o.resource_key, d.columns::text
            from unnest($2::bigint[], $3::int[]) as c (chain_id, sequence)
            join inventory.observation as o on o.org_id = $1 and o.chain_id = c.chain_id and o.first_seq <= c.sequence and o.last_seq >= c.sequence
            join inventory.document as d on d.org_id = $1 and d.source = $4 and d.sha256 = o.sha256
            """,
            organization.Value, ours.Keys.ToArray(), ours.Values.Select(chain => chain.Sequence).ToArray(), source);
        command.CommandTimeout = Patience;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var facts = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            facts.Add(read(ours[reader.GetInt64(0)], reader.GetString(1), JsonElement.Parse(reader.GetString(2))));
        }

        return facts;
    }

    private async Task LoadSensorsAsync(List<ChainRow> chains, CancellationToken cancellationToken)
    {
        await using (var create = new NpgsqlCommand(Tables, connection, transaction))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var ours = chains.Where(chain => chain.Source == ChainBook.Sensors).ToList();
        await using var command = connection.Command(
            SensorsSql,
            organization.Value,
            ours.Select(chain => chain.ChainId).ToArray(),
            ours.Select(chain => chain.Sequence).ToArray(),
            ours.Select(chain => chain.AccountId).ToArray(),
            ours.Select(chain => chain.SealedAt.UtcDateTime).ToArray(),
            (request.AsOf - MatchingRules.Memory).UtcDateTime,
            SensorFactVersion.Facts);
        command.CommandTimeout = Patience;
        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var unread = connection.Command(DocumentsSql, organization.Value, SensorFactVersion.Columns);
        unread.CommandTimeout = Patience;
        await unread.ExecuteNonQueryAsync(cancellationToken);
    }

    // Whatever may name an instance: few beside the ghosts.
    private async Task<ImmutableArray<SensorFacts>> GetCandidatesAsync(
        ImmutableArray<InstanceFacts> instances, ImmutableArray<InterfaceFacts> interfaces, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            select * from reconcile_sensor
            where instance_id = any($1)
              or (instance_id is null and (local_ip = any($2) or mac = any($3) or host_name = any($4)))
            """,
            instances.Select(instance => instance.InstanceId).ToArray(),
            instances.SelectMany(instance => instance.PrivateIps).Concat(interfaces.SelectMany(one => one.PrivateIps)).Distinct().ToArray(),
            instances.SelectMany(instance => instance.Macs).Concat(interfaces.Select(one => one.Mac).OfType<string>()).Distinct().ToArray(),
            instances.Where(instance => instance.PrivateDnsName is not null).SelectMany(instance => AddressBook.NamesOf(instance.PrivateDnsName!)).Distinct().ToArray());
        command.CommandTimeout = Patience;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sensors = ImmutableArray.CreateBuilder<SensorFacts>();
        while (await reader.ReadAsync(cancellationToken))
        {
            sensors.Add(SensorVerdictStore.Read(reader));
        }

        return sensors.ToImmutable();
    }

    private async Task<ImmutableHashSet<InstanceName>> GetLatelyAsync(List<ChainRow> chains, CancellationToken cancellationToken)
    {
        var ours = chains.Where(chain => chain.Source == ChainBook.Instances && chain.BeforeFull is not null).ToList();
        await using var command = connection.Command(
            """
            select distinct c.account_id, o.resource_key
            from unnest($2::bigint[], $3::int[], $4::int[], $5::text[]) as c (chain_id, sequence, before_full, account_id)
            join inventory.observation as o on o.org_id = $1 and o.chain_id = c.chain_id and o.last_seq >= c.before_full and o.last_seq < c.sequence
            where not exists (
              select from inventory.observation as n
              where n.org_id = $1 and n.chain_id = c.chain_id and n.resource_key = o.resource_key
                and n.first_seq <= c.sequence and n.last_seq >= c.sequence)
            """,
            organization.Value, ours.Select(chain => chain.ChainId).ToArray(), ours.Select(chain => chain.Sequence).ToArray(),
            ours.Select(chain => chain.BeforeFull!.Value).ToArray(), ours.Select(chain => chain.AccountId).ToArray());
        command.CommandTimeout = Patience;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lately = ImmutableHashSet.CreateBuilder<InstanceName>();
        while (await reader.ReadAsync(cancellationToken))
        {
            lately.Add(new(reader.GetString(0), reader.GetString(1)));
        }

        return lately.ToImmutable();
    }

    private async Task FindChangesAsync(DecidedRun run, CancellationToken cancellationToken)
    {
        var (accounts, regions) = (run.Read.Chains.Accounts.ToList(), run.Read.Chains.InstanceChains.ToList());
        var lately = run.Read.Estate.Lately.ToList();
        await using var command = connection.Command(
            ChangesSql,
            run.Sensors.Select(one => one.Sensor.Tenant).ToArray(),
            run.Sensors.Select(one => one.Sensor.DeviceId).ToArray(),
            run.Sensors.Select(one => VerdictCodes.Of(one.Class)).ToArray(),
            run.Sensors.Select(one => VerdictCodes.Of(one.Reason)).ToArray(),
            run.Sensors.Select(one => one.Instance?.AccountId).ToArray(),
            run.Sensors.Select(one => one.Instance?.InstanceId).ToArray(),
            accounts.Select(account => account.Key).ToArray(),
            accounts.Select(account => account.Value.IsComplete).ToArray(),
            accounts.Select(account => account.Value.HasPrevious).ToArray(),
            accounts.Select(account => account.Value.IsWhole).ToArray(),
            regions.Select(chain => chain.AccountId).ToArray(),
            regions.Select(chain => chain.Region).ToArray(),
            regions.Select(chain => chain.IsComplete).ToArray(),
            regions.Select(chain => chain.HasPrevious).ToArray(),
            lately.Select(instance => instance.AccountId).ToArray(),
            lately.Select(instance => instance.InstanceId).ToArray(),
            MatchingRules.Confirming,
            organization.Value);
        command.CommandTimeout = Patience;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record ChainRow(
        long ChainId, string AccountId, string Source, string? Region, Guid SnapshotId, int Sequence, DateTimeOffset SealedAt, int? BeforeFull);
}

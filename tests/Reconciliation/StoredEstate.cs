using System.Globalization;
using Npgsql;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.DemoWorld.Estate;
using Raposa.Inventory;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Reconciliation;

/// <summary>An estate in PostgreSQL, written by the snapshots' own writer, and what was decided of it and ought to be.</summary>
internal sealed class StoredEstate(PostgresFixture postgres, OrganizationId? organization = null)
{
    private static readonly string ReferenceSql = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Reconciliation", "reference.sql"));

    private readonly TestInventory _inventory = new(
        postgres, SourceCatalog.Platform[ChainBook.Instances], SourceCatalog.Platform[ChainBook.Interfaces], SourceCatalog.Platform[ChainBook.Sensors]);

    private readonly Dictionary<(string Account, string Source, string? Region), ChainRead> _chains = [];

    public OrganizationId Organization => organization ?? _inventory.Organization;

    public ReconciliationStore Store { get; } = new(postgres.Tenants);

    /// <summary>Minutes of the day of <see cref="LabelledEstate.AsOf"/>; each run ends half a minute later.</summary>
    public async Task SealAsync(int minute, string account, string source, string? region, IEnumerable<LabelledEstate.Document> documents)
    {
        var (id, _) = await _inventory.RunAsync(
            minute, RunStatus.Sealed, [.. documents.Where(one => one.Account == account && one.Region == region).Select(one => (one.Key, one.Body.ToJsonString()))],
            key: new(Organization, account, source, region));
        _chains[(account, source, region)] = new()
        {
            AccountId = account, Source = source, Region = region, SnapshotId = id, IsComplete = true,
            SealedAt = TestInventory.Start.AddMinutes(minute).AddSeconds(30),
        };
    }

    /// <summary>A run that ends early: what the newest snapshot lacks may be there.</summary>
    public void Break(string account, string source, string? region) =>
        _chains[(account, source, region)] = _chains.GetValueOrDefault((account, source, region), new ChainRead
        {
            AccountId = account, Source = source, Region = region, IsComplete = false,
        }) with { IsComplete = false };

    /// <summary>All its chains complete, with what was there before the newest snapshots in earlier ones.</summary>
    public async Task StoreAsync(LabelledEstate labelled, Random? damage = null)
    {
        bool Chance(int of) => damage?.Next(of) == 0;
        bool Stays(LabelledEstate.Document document) => !Chance(12);
        foreach (var (account, region) in LabelledEstate.AllPlaces)
        {
            if (!Chance(4))
            {
                await SealAsync(710, account, ChainBook.Instances, region, [.. labelled.Instances, .. labelled.EarlierInstances]);
            }

            await SealAsync(717, account, ChainBook.Instances, region, labelled.Instances.Where(Stays));
            if (!Chance(8))
            {
                await SealAsync(717, account, ChainBook.Interfaces, region, labelled.Interfaces.Where(Stays));
            }

            foreach (var source in (string[])[ChainBook.Instances, ChainBook.Interfaces])
            {
                if (Chance(6))
                {
                    Break(account, source, region);
                }
            }
        }

        await SealAsync(-480, LabelledEstate.Tenant, ChainBook.Sensors, null, [.. labelled.Sensors, .. labelled.EarlierSensors]);
        await SealAsync(717, LabelledEstate.Tenant, ChainBook.Sensors, null, labelled.Sensors.Where(Stays));
        if (Chance(6))
        {
            Break(LabelledEstate.Tenant, ChainBook.Sensors, null);
        }
    }

    /// <summary>What the demo's world shows at a time.</summary>
    public async Task StoreAsync(CompanyEstate company, DateTimeOffset at, int minute)
    {
        var moment = new EstateMoment(company, at);
        var (instances, interfaces) = (DemoEstateDocuments.Instances(moment).ToList(), DemoEstateDocuments.NetworkInterfaces(moment).ToList());
        foreach (var region in company.Accounts.SelectMany(account => account.Regions))
        {
            await SealAsync(minute, region.Account.Id, ChainBook.Instances, region.Name, instances);
            await SealAsync(minute, region.Account.Id, ChainBook.Interfaces, region.Name, interfaces);
        }

        await SealAsync(minute, DemoEstateDocuments.TenantOf(company), ChainBook.Sensors, null, DemoEstateDocuments.Sensors(moment));
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = postgres.Admin.CreateCommand(sql);
        command.Parameters.Add(new() { Value = Organization.Value });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ReconciliationRequest NewRequest(DateTimeOffset? asOf = null) => new()
    {
        RunId = Guid.CreateVersion7(), AsOf = asOf ?? LabelledEstate.AsOf, Chains = [.. _chains.Values],
    };

    /// <summary>What the reference join says, a line for each instance and each record.</summary>
    public async Task<IReadOnlyList<string>> ReferenceAsync(ReconciliationRequest request)
    {
        await using var connection = await postgres.Tenants.OpenReaderAsync(Organization, default);
        await using var command = new NpgsqlCommand(ReferenceSql, connection);
        foreach (var value in (object[])
        [
            Organization.Value, request.AsOf.UtcDateTime, request.Chains.Select(chain => chain.AccountId).ToArray(),
            request.Chains.Select(chain => chain.Source).ToArray(), request.Chains.Select(chain => chain.Region).ToArray(),
            request.Chains.Select(chain => chain.SnapshotId).ToArray(), request.Chains.Select(chain => chain.IsComplete).ToArray(),
        ])
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync();
        return await LinesOf(reader);
    }

    /// <summary>What stands in the tables, in the same lines.</summary>
    public async Task<IReadOnlyList<string>> WrittenAsync()
    {
        await using var connection = await postgres.Tenants.OpenReaderAsync(Organization, default);
        await using var command = new NpgsqlCommand(
            """
            select 'instance', account_id || '/' || instance_id, class || ' ' || reason, coalesce(tenant || '/' || device_id, ''),
              coalesce(array_position(array['instance_id', 'private_ip', 'mac', 'private_dns'], rung)::text, '')
            from reconciliation.instance_verdict where until_at = 'infinity'
            union all
            select 'sensor', tenant || '/' || device_id, class || ' ' || reason, coalesce(account_id || '/' || instance_id, ''), ''
            from reconciliation.sensor_verdict where until_at = 'infinity'
            order by 1, 2
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        return await LinesOf(reader);
    }

    /// <summary>What the pure core says of the same.</summary>
    public static IReadOnlyList<string> LinesOf(Verdicts verdicts) =>
    [
        .. verdicts.Instances.Select(one => string.Create(
                CultureInfo.InvariantCulture, $"instance {one.Instance} {VerdictCodes.Of(one.Class)} {VerdictCodes.Of(one.Reason)} {one.Sensor?.Key} {(int?)one.Rung}"))
            .Concat(verdicts.Sensors.Select(one => $"sensor {one.Sensor} {VerdictCodes.Of(one.Class)} {VerdictCodes.Of(one.Reason)} {one.Instance} "))
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<IReadOnlyList<string>> LinesOf(NpgsqlDataReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)));
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Raposa.Database;
using Raposa.Dns.Targets;
using Raposa.Organizations;

namespace Raposa.Dns;

/// <summary>Writes what stands behind names, as intervals: only what differs from before is written.</summary>
internal sealed class DnsStore(TenantDatabase database)
{
    /// <summary>Every elastic address that a snapshot of the organization ever had, whether it still has it or not.</summary>
    public async Task<IReadOnlyList<FormerAddress>> GetFormerAddressesAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<FormerAddress>(new(
            """
            select distinct on (o.resource_key) o.resource_key as PublicIp, c.account_id as AccountId, c.region as Region
            from inventory.chain as c
            join inventory.observation as o on o.org_id = c.org_id and o.chain_id = c.chain_id
            where c.org_id = @org and c.source = @source
            order by o.resource_key, o.learned_at desc
            """,
            new { org = organization.Value, source = ResourceBook.Addresses },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    /// <summary>Writes a whole run in one transaction: what changed begins at its time, what is no more ends at it. May be repeated.</summary>
    public async Task SaveAsync(OrganizationId organization, DnsBasis basis, DnsRows rows, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.WriteIntervalsAsync(NamesOf(organization, basis, rows.Names), cancellationToken);
        await connection.WriteIntervalsAsync(OriginsOf(organization, basis, rows.Origins), cancellationToken);
        await using var run = connection.Command(
            """
            insert into dns.run (org_id, analysis_id, as_of, names, resource, dangling, external, unknown, exposed, not_exposed, origins_unknown, zones_unknown)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict do nothing
            """,
            organization.Value, basis.AnalysisId, basis.AsOf.ToUniversalTime(), basis.Names, basis.Resource, basis.Dangling, basis.External, basis.Unknown,
            basis.Exposed, basis.NotExposed, basis.OriginsUnknown, basis.ZonesUnknown.ToArray());
        await run.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What findings that are not resolved are about.</summary>
    public async Task<IReadOnlyList<RaisedDns>> GetRaisedAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<RaisedDns>(new(
            """
            select fingerprint as Fingerprint, kind as Kind, source as Source, account_id as AccountId, subject as Subject, is_private as IsPrivate
            from dns.raised where org_id = @org
            """,
            new { org = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    public async Task AddRaisedAsync(OrganizationId organization, ImmutableArray<RaisedDns> raised, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            """
            insert into dns.raised (org_id, fingerprint, kind, source, account_id, subject, is_private)
            select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[])
            on conflict do nothing
            """,
            organization.Value, raised.Select(one => one.Fingerprint).ToArray(), raised.Select(one => one.Kind).ToArray(),
            raised.Select(one => one.Source).ToArray(), raised.Select(one => one.AccountId).ToArray(), raised.Select(one => one.Subject).ToArray(),
            raised.Select(one => one.IsPrivate).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task RemoveRaisedAsync(OrganizationId organization, ImmutableArray<string> fingerprints, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            "delete from dns.raised where org_id = $1 and fingerprint = any($2)", organization.Value, fingerprints.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>How many rows ended before that time and are gone.</returns>
    public async Task<int> ForgetAsync(OrganizationId organization, DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        return await connection.ExecuteAsync(new(
            """
            delete from dns.name where org_id = @org and until < @horizon;
            delete from dns.origin where org_id = @org and until < @horizon;
            delete from dns.run where org_id = @org and as_of < @horizon;
            """,
            new { org = organization.Value, horizon = horizon.ToUniversalTime() },
            cancellationToken: cancellationToken));
    }

    private static IntervalRows NamesOf(OrganizationId organization, DnsBasis basis, ImmutableArray<DnsNameRow> rows) => new("dns.name", organization, basis.AsOf)
    {
        AnalysisId = basis.AnalysisId,
        Compared =
        [
            IntervalColumn.Text("name", [.. rows.Select(row => row.Name.Name)]), new("is_private", "boolean", rows.Select(row => row.Name.IsPrivate).ToArray()),
            IntervalColumn.Text("digest", [.. rows.Select(row => row.Digest)]),
        ],
        Others =
        [
            IntervalColumn.Text("zone", [.. rows.Select(row => row.Name.Zone)]), IntervalColumn.Text("source", [.. rows.Select(row => row.Name.Source)]),
            IntervalColumn.Text("account_id", [.. rows.Select(row => row.Name.AccountId)]), new("is_proxied", "boolean", rows.Select(row => row.Name.IsProxied).ToArray()),
            IntervalColumn.Number("standing", [.. rows.Select(row => (short?)row.Name.Standing)]),
            IntervalColumn.Number("severity", [.. rows.Select(row => (short?)row.Name.Severity)]), IntervalColumn.Text("reason", [.. rows.Select(row => row.Name.Reason)]),
            // PostgreSQL has no arrays of arrays of different lengths, so the resources of a row travel as lines.
            IntervalColumn.Text("resources", [.. rows.Select(row => string.Join('\n', row.Resources))]) with { As = "coalesce(string_to_array(new.resources, E'\\n'), '{}')" },
            IntervalColumn.Json("ends", [.. rows.Select(row => JsonSerializer.Serialize(row.Name.Ends))]),
            IntervalColumn.Json("hops", [.. rows.Select(row => JsonSerializer.Serialize(row.Name.Hops))]),
        ],
    };

    private static IntervalRows OriginsOf(OrganizationId organization, DnsBasis basis, ImmutableArray<DnsOriginRow> rows) => new("dns.origin", organization, basis.AsOf)
    {
        AnalysisId = basis.AnalysisId,
        Compared =
        [
            IntervalColumn.Text("name", [.. rows.Select(row => row.Origin.Name)]), IntervalColumn.Text("target", [.. rows.Select(row => row.Origin.Target)]),
            IntervalColumn.Text("digest", [.. rows.Select(row => row.Digest)]),
        ],
        Others =
        [
            IntervalColumn.Text("resource_type", [.. rows.Select(row => row.Origin.Resource?.Type)]),
            IntervalColumn.Text("resource_id", [.. rows.Select(row => row.Origin.Resource?.Id)]),
            IntervalColumn.Text("account_id", [.. rows.Select(row => row.Origin.Resource?.AccountId)]),
            IntervalColumn.Text("region", [.. rows.Select(row => row.Origin.Resource?.Region)]),
            IntervalColumn.Number("verdict", [.. rows.Select(row => (short?)row.Origin.Verdict)]),
            IntervalColumn.Number("severity", [.. rows.Select(row => (short?)row.Origin.Severity)]), IntervalColumn.Text("reason", [.. rows.Select(row => row.Origin.Reason)]),
            IntervalColumn.Json("proof", [.. rows.Select(row => JsonSerializer.Serialize(new DnsProof(row.Origin.Network, row.Origin.AlsoAdmits, row.Origin.Documents)))]),
        ],
    };
}

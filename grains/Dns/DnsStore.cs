using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Npgsql;
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
        await SaveNamesAsync(connection, organization, basis, rows.Names, cancellationToken);
        await SaveOriginsAsync(connection, organization, basis, rows.Origins, cancellationToken);
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

    private static async Task SaveNamesAsync(
        NpgsqlConnection connection, OrganizationId organization, DnsBasis basis, ImmutableArray<DnsNameRow> rows, CancellationToken cancellationToken)
    {
        var (names, privates, digests) = (rows.Select(row => row.Name.Name).ToArray(), rows.Select(row => row.Name.IsPrivate).ToArray(), rows.Select(row => row.Digest).ToArray());
        await using (var end = connection.Command(
            """
            update dns.name as old set until = $2
            where old.org_id = $1 and old.until is null and not exists (
              select from unnest($3::text[], $4::boolean[], $5::text[]) as new (name, is_private, digest)
              where new.name = old.name and new.is_private = old.is_private and new.digest = old.digest)
            """,
            organization.Value, basis.AsOf.ToUniversalTime(), names, privates, digests))
        {
            await end.ExecuteNonQueryAsync(cancellationToken);
        }

        // PostgreSQL has no arrays of arrays of different lengths, so the resources of a row travel as lines.
        await using var begin = connection.Command(
            """
            insert into dns.name (org_id, since, analysis_id, name, is_private, digest, zone, source, account_id, is_proxied, standing, severity, reason,
              resources, ends, hops)
            select $1, $2, $3, name, is_private, digest, zone, source, account_id, is_proxied, standing, severity, reason,
              coalesce(string_to_array(resources, E'\n'), '{}'), ends::jsonb, hops::jsonb
            from unnest($4::text[], $5::boolean[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[], $11::smallint[], $12::smallint[], $13::text[],
              $14::text[], $15::text[], $16::text[])
              as new (name, is_private, digest, zone, source, account_id, is_proxied, standing, severity, reason, resources, ends, hops)
            on conflict do nothing
            """,
            organization.Value, basis.AsOf.ToUniversalTime(), basis.AnalysisId, names, privates, digests, rows.Select(row => row.Name.Zone).ToArray(),
            rows.Select(row => row.Name.Source).ToArray(), rows.Select(row => row.Name.AccountId).ToArray(), rows.Select(row => row.Name.IsProxied).ToArray(),
            rows.Select(row => (short)row.Name.Standing).ToArray(), rows.Select(row => (short?)row.Name.Severity).ToArray(),
            rows.Select(row => row.Name.Reason).ToArray(), rows.Select(row => string.Join('\n', row.Resources)).ToArray(),
            rows.Select(row => JsonSerializer.Serialize(row.Name.Ends)).ToArray(), rows.Select(row => JsonSerializer.Serialize(row.Name.Hops)).ToArray());
        await begin.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task SaveOriginsAsync(
        NpgsqlConnection connection, OrganizationId organization, DnsBasis basis, ImmutableArray<DnsOriginRow> rows, CancellationToken cancellationToken)
    {
        var (names, targets, digests) = (rows.Select(row => row.Origin.Name).ToArray(), rows.Select(row => row.Origin.Target).ToArray(), rows.Select(row => row.Digest).ToArray());
        await using (var end = connection.Command(
            """
            update dns.origin as old set until = $2
            where old.org_id = $1 and old.until is null and not exists (
              select from unnest($3::text[], $4::text[], $5::text[]) as new (name, target, digest)
              where new.name = old.name and new.target = old.target and new.digest = old.digest)
            """,
            organization.Value, basis.AsOf.ToUniversalTime(), names, targets, digests))
        {
            await end.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var begin = connection.Command(
            """
            insert into dns.origin (org_id, since, analysis_id, name, target, digest, resource_type, resource_id, account_id, region, verdict, severity, reason, proof)
            select $1, $2, $3, name, target, digest, resource_type, resource_id, account_id, region, verdict, severity, reason, proof::jsonb
            from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::smallint[], $12::smallint[], $13::text[], $14::text[])
              as new (name, target, digest, resource_type, resource_id, account_id, region, verdict, severity, reason, proof)
            on conflict do nothing
            """,
            organization.Value, basis.AsOf.ToUniversalTime(), basis.AnalysisId, names, targets, digests, rows.Select(row => row.Origin.Resource?.Type).ToArray(),
            rows.Select(row => row.Origin.Resource?.Id).ToArray(), rows.Select(row => row.Origin.Resource?.AccountId).ToArray(),
            rows.Select(row => row.Origin.Resource?.Region).ToArray(), rows.Select(row => (short)row.Origin.Verdict).ToArray(),
            rows.Select(row => (short?)row.Origin.Severity).ToArray(), rows.Select(row => row.Origin.Reason).ToArray(),
            rows.Select(row => JsonSerializer.Serialize(new DnsProof(row.Origin.Network, row.Origin.AlsoAdmits, row.Origin.Documents))).ToArray());
        await begin.ExecuteNonQueryAsync(cancellationToken);
    }
}

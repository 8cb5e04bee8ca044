using System.Collections.Immutable;
using Dapper;
using Npgsql;
using Raposa.Database;
using Raposa.Network.Paths;
using Raposa.Organizations;

namespace Raposa.Network;

/// <summary>Writes what reaches what. Safe to repeat: a run's rows replace those before them.</summary>
internal sealed class NetworkStore(TenantDatabase database)
{
    private const int AtOnce = 10_000;
    private const int Patience = 300;

    /// <summary>Classes keep their numbers from run to run as far as their members do, so that of the table only what differs is written.</summary>
    public async Task SaveAsync(OrganizationId organization, Guid analysisId, ReachabilityTable table, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var members = await GetMembersAsync(connection, organization, cancellationToken);
        var numbers = StableNumbers.Of(table.Partition.Classes, members.ToDictionary(one => one.InterfaceId, one => one.Class, StringComparer.Ordinal));
        await SaveMembersAsync(connection, organization, table, numbers, members, cancellationToken);
        await SaveRowsAsync(connection, organization, table, numbers, cancellationToken);
        await using (var forget = connection.Command(
            "delete from network.exposure where org_id = $1 and analysis_id = $2", organization.Value, analysisId))
        {
            await forget.ExecuteNonQueryAsync(cancellationToken);
        }

        await InsertExposuresAsync(connection, organization, analysisId, table, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>How the internet reaches owners of interfaces, and interfaces by themselves, as of an analysis. That somebody answers a ping is no exposure.</summary>
    public async Task<IReadOnlyList<OwnerExposure>> GetExposureAsync(OrganizationId organization, Guid analysisId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<OwnerExposure>(new(
            """
            select m.account_id as AccountId, n.name as Name,
              coalesce(bool_or(e.is_certain and e.is_everyone), false) as ByAnybody,
              coalesce(bool_or(e.is_certain and not e.is_everyone), false) as BySome,
              coalesce(bool_or(not e.is_certain), false) as Perhaps
            from network.member as m
            cross join lateral (values (m.owner_id), (m.interface_id)) as n (name)
            left join network.exposure as e on e.org_id = m.org_id and e.analysis_id = @id and e.interface_id = m.interface_id and e.protocol not in (1, 58)
            where m.org_id = @org
            group by m.account_id, n.name
            """,
            new { org = organization.Value, id = analysisId },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    /// <summary>Of whom a finding says that it is exposed.</summary>
    public async Task<ImmutableArray<ExposedOwner>> GetExposedAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<ExposedOwner>(new(
            "select fingerprint as Fingerprint, account_id as AccountId, region as Region, owner_id as OwnerId from network.exposed where org_id = @org",
            new { org = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    public async Task AddExposedAsync(OrganizationId organization, IReadOnlyCollection<ExposedOwner> owners, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            insert into network.exposed (org_id, fingerprint, account_id, region, owner_id)
            values (@org, @Fingerprint, @AccountId, @Region, @OwnerId)
            on conflict do nothing
            """,
            owners.Select(owner => new { org = organization.Value, owner.Fingerprint, owner.AccountId, owner.Region, owner.OwnerId }),
            cancellationToken: cancellationToken));
    }

    public async Task RemoveExposedAsync(OrganizationId organization, ImmutableArray<string> fingerprints, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            "delete from network.exposed where org_id = @org and fingerprint = any(@fingerprints)",
            new { org = organization.Value, fingerprints = fingerprints.ToArray() },
            cancellationToken: cancellationToken));
    }

    private static async Task<HashSet<MemberRow>> GetMembersAsync(
        NpgsqlConnection connection, OrganizationId organization, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<MemberRow>(new(
            """
            select class as Class, interface_id as InterfaceId, owner_id as OwnerId, account_id as AccountId, region as Region, vpc_id as VpcId, subnet_id as SubnetId
            from network.member where org_id = @org
            """,
            new { org = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    private static async Task SaveMembersAsync(
        NpgsqlConnection connection, OrganizationId organization, ReachabilityTable table, ImmutableArray<int> numbers, HashSet<MemberRow> before,
        CancellationToken cancellationToken)
    {
        var now = table.Partition.Classes.SelectMany(one => one.Members, (one, member) => MemberRow.Of(numbers[one.Number], member, PlaceOf(table, member))).ToHashSet();
        await using (var forget = connection.Command(
            "delete from network.member where org_id = $1 and interface_id = any($2)",
            organization.Value, before.Except(now).Select(one => one.InterfaceId).ToArray()))
        {
            await forget.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var some in now.Except(before).Chunk(AtOnce))
        {
            await using var command = connection.Command(
                """
                insert into network.member (org_id, class, interface_id, owner_id, account_id, region, vpc_id, subnet_id)
                select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                """,
                organization.Value,
                Array.ConvertAll(some, one => one.Class),
                Array.ConvertAll(some, one => one.InterfaceId),
                Array.ConvertAll(some, one => one.OwnerId),
                Array.ConvertAll(some, one => one.AccountId),
                Array.ConvertAll(some, one => one.Region),
                Array.ConvertAll(some, one => one.VpcId),
                Array.ConvertAll(some, one => one.SubnetId));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task SaveRowsAsync(
        NpgsqlConnection connection, OrganizationId organization, ReachabilityTable table, ImmutableArray<int> numbers, CancellationToken cancellationToken)
    {
        var changes = new RowChanges();
        await using (var read = connection.Command(
            """
            select row_id, from_class, to_class, protocol, from_port, to_port, mechanism, array_to_string(rules, E'\n'), is_certain, is_everyone
            from network.reachability where org_id = $1
            """,
            organization.Value))
        {
            read.CommandTimeout = Patience;
            await using var reader = await read.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                changes.Had(
                    reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt16(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetString(6),
                    reader.GetString(7), reader.GetBoolean(8), reader.GetBoolean(9));
            }
        }

        var added = changes.Among(table.Rows, numbers).ToArray();
        await using (var forget = connection.Command(
            "delete from network.reachability where org_id = $1 and row_id = any($2)", organization.Value, changes.Gone.ToArray()))
        {
            forget.CommandTimeout = Patience;
            await forget.ExecuteNonQueryAsync(cancellationToken);
        }

        var ids = changes.FreeIds().GetEnumerator();
        foreach (var rows in added.Chunk(AtOnce))
        {
            await using var command = connection.Command(
                """
                insert into network.reachability
                  (org_id, row_id, from_class, to_class, protocol, from_port, to_port, mechanism, rules, is_certain, is_everyone)
                select $1, row_id, from_class, to_class, protocol, from_port, to_port, mechanism, string_to_array(rules, E'\n'), is_certain, is_everyone
                from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::text[], $9::text[], $10::boolean[], $11::boolean[])
                  as row (row_id, from_class, to_class, protocol, from_port, to_port, mechanism, rules, is_certain, is_everyone)
                """,
                [organization.Value, Array.ConvertAll(rows, _ => Next(ids)), Array.ConvertAll(rows, row => row.From), Array.ConvertAll(rows, row => row.To), .. What(rows)]);
            command.CommandTimeout = Patience;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static int Next(IEnumerator<int> ids) => ids.MoveNext() ? ids.Current : throw new InvalidOperationException("The ids of rows are used up.");

    private static async Task InsertExposuresAsync(
        NpgsqlConnection connection, OrganizationId organization, Guid analysisId, ReachabilityTable table, CancellationToken cancellationToken)
    {
        var first = 0;
        var exposures = table.Partition.Classes.SelectMany(one => table.FromInternet(one.Number).SelectMany(_ => one.Members, (row, member) => (Row: row, Member: member)));
        foreach (var some in exposures.Chunk(AtOnce))
        {
            await using var command = connection.Command(
                """
                insert into network.exposure
                  (org_id, analysis_id, row_id, interface_id, owner_id, account_id, region, protocol, from_port, to_port, mechanism, rules, is_certain, is_everyone)
                select $1, $2, $3 + at::int, interface_id, owner_id, account_id, region, protocol, from_port, to_port, mechanism,
                  string_to_array(rules, E'\n'), is_certain, is_everyone
                from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::int[], $10::int[], $11::text[], $12::text[], $13::boolean[], $14::boolean[])
                  with ordinality
                  as row (interface_id, owner_id, account_id, region, protocol, from_port, to_port, mechanism, rules, is_certain, is_everyone, at)
                """,
                [
                    organization.Value,
                    analysisId,
                    first,
                    Array.ConvertAll(some, one => one.Member.Id),
                    Array.ConvertAll(some, one => one.Member.OwnerId),
                    Array.ConvertAll(some, one => PlaceOf(table, one.Member).AccountId),
                    Array.ConvertAll(some, one => PlaceOf(table, one.Member).Region),
                    .. What(Array.ConvertAll(some, one => one.Row)),
                ]);
            await command.ExecuteNonQueryAsync(cancellationToken);
            first += some.Length;
        }
    }

    // PostgreSQL has no arrays of arrays of different lengths, so the rules of a row travel as lines.
    private static object[] What(ReachabilityRow[] rows) =>
    [
        Array.ConvertAll(rows, row => row.Protocol),
        Array.ConvertAll(rows, row => row.FromPort),
        Array.ConvertAll(rows, row => row.ToPort),
        Array.ConvertAll(rows, row => row.Mechanism),
        Array.ConvertAll(rows, row => string.Join('\n', row.Rules)),
        Array.ConvertAll(rows, row => row.IsCertain),
        Array.ConvertAll(rows, row => row.IsEveryone),
    ];

    private static (string? AccountId, string? Region) PlaceOf(ReachabilityTable table, NetworkInterface member) =>
        table.Topology.PlaceOf(member);
}

/// <summary>How the internet reaches somebody.</summary>
/// <param name="Name">An owner of interfaces, or an interface.</param>
/// <param name="ByAnybody">For certain.</param>
/// <param name="BySome">For certain, from addresses that a rule means.</param>
/// <param name="Perhaps">It hangs on what was not collected.</param>
internal sealed record OwnerExposure(string? AccountId, string Name, bool ByAnybody, bool BySome, bool Perhaps);

/// <summary>An interface and the class that it is in.</summary>
internal sealed record MemberRow(int Class, string InterfaceId, string OwnerId, string? AccountId, string? Region, string VpcId, string SubnetId)
{
    public static MemberRow Of(int number, NetworkInterface member, (string? AccountId, string? Region) place) =>
        new(number, member.Id, member.OwnerId, place.AccountId, place.Region, member.VpcId, member.SubnetId);
}

/// <summary>Somebody of whom a finding says that the internet reaches them.</summary>
internal sealed record ExposedOwner(string Fingerprint, string? AccountId, string? Region, string OwnerId);

using Npgsql;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Architecture;

/// <summary>
/// One row of a new organization in every table that has an <c>org_id</c>, made from the catalog: each column that must
/// have a value gets one of its type. So the tests of tenancy hold for a new table without knowing it.
/// </summary>
internal static class TenantRows
{
    private const string Columns =
        """
        select table_.oid::regclass::text, array_agg(column_.attname::text), array_agg(format_type(column_.atttypid, null))
        from pg_class as table_
        join pg_attribute as column_ on column_.attrelid = table_.oid
        where table_.relkind in ('r', 'p') and not table_.relispartition
          and exists (select from pg_attribute where attrelid = table_.oid and attname = 'org_id' and not attisdropped)
          and column_.attnum > 0 and not column_.attisdropped and column_.attnotnull and not column_.atthasdef
          and column_.attidentity = ''
        group by table_.oid
        order by 1
        """;

    public static async Task<OrganizationId> FillAsync(PostgresFixture postgres)
    {
        var organization = PostgresFixture.NewOrganizationId();
        await using var connection = await postgres.Admin.OpenConnectionAsync();

        // As a replica the server checks no foreign keys, so the tables can be filled in any order.
        await ExecuteAsync(connection, "set session_replication_role = replica");
        await ExecuteAsync(connection, "select ingestion.ensure_event_partition(current_date)");
        foreach (var (table, columns, types) in await GetColumns(connection))
        {
            var values = columns.Zip(types, (column, type) => ValueOf(column, type, organization));
            await ExecuteAsync(
                connection, $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", values)})");
        }

        await ExecuteAsync(connection, "reset session_replication_role");
        return organization;
    }

    private static string ValueOf(string column, string type, OrganizationId organization) => (column, type) switch
    {
        ("org_id", _) => $"'{organization}'",
        (_, "integer") when column.EndsWith("_seconds", StringComparison.Ordinal) => "3600",
        ("account_id", _) => "lpad(floor(random() * 1e12)::text, 12, '0')",
        ("period_seconds", _) => "3600",
        (_, "uuid") => "gen_random_uuid()",
        (_, "text") => "gen_random_uuid()::text",
        (_, "smallint" or "integer" or "bigint" or "numeric") => "1",
        (_, "boolean") => "true",
        (_, "timestamp with time zone") => "now()",
        (_, "date") => "current_date",
        (_, "double precision") => "0",
        (_, "json" or "jsonb") => "'{}'",
        (_, "bytea") => "'x'",
        (_, "halfvec") => "'[1]'",
        _ when type.EndsWith("[]", StringComparison.Ordinal) => "'{}'",
        _ => throw new NotSupportedException($"No value is known here for column {column} of type {type}; add one."),
    };

    private static async Task<List<(string Table, string[] Columns, string[] Types)>> GetColumns(NpgsqlConnection connection)
    {
        var found = new List<(string, string[], string[])>();
        await using var command = new NpgsqlCommand(Columns, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add((reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetFieldValue<string[]>(2)));
        }

        return found;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

using Npgsql;

namespace Raposa.Database;

/// <summary>The passwords of the three application roles. The owner cannot log in; it only owns.</summary>
public sealed record RolePasswords(string Writer, string Reader, string Mcp);

/// <summary>Makes the roles of DESIGN.md: an owner that nobody logs in as, and application roles that own and bypass nothing.</summary>
internal static class DatabaseRoles
{
    public const string Owner = "raposa_owner";
    public const string Writer = "raposa_writer";
    public const string Reader = "raposa_reader";
    public const string Mcp = "raposa_mcp";

    public static async Task EnsureAsync(
        NpgsqlConnection admin, RolePasswords passwords, CancellationToken cancellationToken)
    {
        await EnsureAsync(admin, Owner, "nologin", cancellationToken);
        await EnsureAsync(admin, Writer, LoginWith(passwords.Writer), cancellationToken);
        await EnsureAsync(admin, Reader, LoginWith(passwords.Reader), cancellationToken);
        await EnsureAsync(admin, Mcp, LoginWith(passwords.Mcp), cancellationToken);

        // A statement that runs away must not take a dashboard's connection pool with it.
        await ExecuteAsync(admin, $"alter role {Reader} set statement_timeout = '30s'", cancellationToken);
        await ExecuteAsync(admin, $"alter role {Mcp} set statement_timeout = '15s'", cancellationToken);
        await ExecuteAsync(admin, $"alter role {Reader} set default_transaction_read_only = on", cancellationToken);
        await ExecuteAsync(admin, $"alter role {Mcp} set default_transaction_read_only = on", cancellationToken);

        await ExecuteAsync(admin, $"grant {Owner} to current_user", cancellationToken);
        await ExecuteAsync(
            admin,
            $"do $$ begin execute format('grant create, connect on database %I to {Owner}', current_database()); end $$",
            cancellationToken);
    }

    private static async Task EnsureAsync(
        NpgsqlConnection admin, string role, string options, CancellationToken cancellationToken)
    {
        // Roles belong to the server, not to the database: another database may be making them at this moment.
        await ExecuteAsync(
            admin,
            $"do $$ begin create role {role}; exception when duplicate_object or unique_violation then null; end $$",
            cancellationToken);
        await ExecuteAsync(
            admin, $"alter role {role} {options} nosuperuser nocreatedb nocreaterole noreplication nobypassrls", cancellationToken);
    }

    private static string LoginWith(string password) => $"login password '{password.Replace("'", "''", StringComparison.Ordinal)}'";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

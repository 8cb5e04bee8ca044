using System.Diagnostics;
using Npgsql;

namespace Raposa.Database;

/// <summary>
/// Brings a database to this build's schema: roles, extensions, then each migration once, one runner at a time. A file
/// that changed after it ran, or a database newer than this build, is refused before anything is touched.
/// </summary>
/// <remarks>Written here because no migration library for PostgreSQL restores on the mirrors this is built from.</remarks>
public sealed class Migrator(NpgsqlDataSource admin)
{
    private const long LockKey = 0x7261_706f_7361;

    /// <summary>Applies what is missing and returns how many migrations ran. Safe to repeat and to run in parallel.</summary>
    /// <exception cref="InvalidOperationException">An applied migration was edited, or the database is newer than this build.</exception>
    public async Task<int> RunAsync(RolePasswords passwords, Action<string>? report, CancellationToken cancellationToken)
    {
        await using var connection = await admin.OpenConnectionAsync(cancellationToken);

        // Polling, not pg_advisory_lock(): a waiter's snapshot would deadlock with create index concurrently.
        while (!await TryLockAsync(connection, cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }

        try
        {
            await DatabaseRoles.EnsureAsync(connection, passwords, cancellationToken);
            await ExecuteAsync(connection, "create extension if not exists vector", cancellationToken);
            await ExecuteAsync(connection, "create extension if not exists btree_gin", cancellationToken);
            await ExecuteAsync(connection, $"set role {DatabaseRoles.Owner}", cancellationToken);
            return await ApplyAsync(connection, report, cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, "reset role", CancellationToken.None);
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private static async Task<int> ApplyAsync(
        NpgsqlConnection connection, Action<string>? report, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            """
            create schema if not exists schema_history;
            create table if not exists schema_history.migration (
              version int primary key, name text not null, sha256 text not null,
              applied_at timestamptz not null default now(), duration_ms int not null)
            """,
            cancellationToken);

        var applied = await AppliedAsync(connection, cancellationToken);
        var all = Migration.All();
        foreach (var migration in all)
        {
            if (applied.TryGetValue(migration.Version, out var sha256) && sha256 != migration.Sha256)
            {
                throw new InvalidOperationException(
                    $"{migration.Name} was changed after it ran on this database; restore it and add a new migration instead.");
            }
        }

        if (applied.Keys.Except(all.Select(migration => migration.Version)).ToArray() is [_, ..] unknown)
        {
            throw new InvalidOperationException(
                $"The database has migrations that this build does not know ({string.Join(", ", unknown)}); run a newer build.");
        }

        var missing = all.Where(migration => !applied.ContainsKey(migration.Version)).ToList();
        foreach (var migration in missing)
        {
            var duration = await ApplyAsync(connection, migration, cancellationToken);
            report?.Invoke($"{migration.Name} ({duration} ms)");
        }

        return missing.Count;
    }

    private static async Task<long> ApplyAsync(
        NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var transaction = migration.IsTransactional
            ? await connection.BeginTransactionAsync(cancellationToken)
            : null;
        await ExecuteAsync(connection, migration.Sql, cancellationToken);
        await using (var record = new NpgsqlCommand(
            "insert into schema_history.migration (version, name, sha256, duration_ms) values ($1, $2, $3, $4)", connection))
        {
            record.Parameters.Add(new() { Value = migration.Version });
            record.Parameters.Add(new() { Value = migration.Name });
            record.Parameters.Add(new() { Value = migration.Sha256 });
            record.Parameters.Add(new() { Value = (int)watch.ElapsedMilliseconds });
            await record.ExecuteNonQueryAsync(cancellationToken);
        }

        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return watch.ElapsedMilliseconds;
    }

    private static async Task<Dictionary<int, string>> AppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<int, string>();
        await using var command = new NpgsqlCommand("select version, sha256 from schema_history.migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        }

        return applied;
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({LockKey})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

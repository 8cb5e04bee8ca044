using System.Diagnostics;
using Npgsql;
using Raposa.Collection.Sources;
using Raposa.Database;
using Raposa.Inventory;
using Raposa.Views;

namespace Raposa.Support;

/// <summary>
/// One private PostgreSQL for the whole test run, in a temporary folder on a free loopback port. It dies with this
/// process, however that ends: a shell holds its standard input and stops the server when the pipe closes.
/// </summary>
internal sealed class PostgresServer
{
    public static readonly RolePasswords Passwords = new("writer-of-tests", "reader-of-tests", "mcp-of-tests");

    private const string Template = "raposa_template";
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);
    private static int _databases;

    private readonly int _port;

    // Held for as long as this is: a collected process closes its pipes, and the server would stop with the pipe.
    private readonly Process _shell;

    private PostgresServer(int port, Process shell) => (_port, _shell) = (port, shell);

    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>A new database with every migration applied.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"raposa_test_{Interlocked.Increment(ref _databases)}";
        await using var admin = NpgsqlDataSource.Create(AdminOf("postgres"));
        await using var create = admin.CreateCommand($"create database {name} template {Template}");
        await create.ExecuteNonQueryAsync();
        return name;
    }

    public async Task DropDatabaseAsync(string name)
    {
        await using var admin = NpgsqlDataSource.Create(AdminOf("postgres"));
        await using var drop = admin.CreateCommand($"drop database if exists {name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    public string AdminOf(string database) => ConnectionString(database, "postgres", "");

    public string WriterOf(string database) => ConnectionString(database, "raposa_writer", Passwords.Writer);

    public string ReaderOf(string database) => ConnectionString(database, "raposa_reader", Passwords.Reader);

    public string McpOf(string database) => ConnectionString(database, "raposa_mcp", Passwords.Mcp);

    private string ConnectionString(string database, string user, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Database = database,
            Username = user,
            Password = password,
            MaxPoolSize = 30,
        }.ConnectionString;

    private static async Task<PostgresServer> StartAsync()
    {
        var bin = FindBinaries();
        var folder = Directory.CreateTempSubdirectory("raposa-pg-").FullName;
        var port = FreePort.Next();
        var asUser = "";
        if (Environment.UserName == "root")
        {
            var user = Environment.GetEnvironmentVariable("RAPOSA_TEST_PG_USER") ?? "postgres";
            asUser = $"setpriv --reuid={user} --regid={user} --init-groups";
            await RunAsync("chown", user, folder);
        }

        // Without fsync: what tests kill is processes, and what those have written the machine keeps. A commit still is one. Memory is kept
        // between commands, as the script's own server keeps it.
        var script =
            $"""
            cd /
            {asUser} '{bin}/initdb' -D '{folder}/data' -U postgres --auth=trust -E UTF8 --no-locale >'{folder}.log' 2>&1 || exit 1
            export MALLOC_TRIM_THRESHOLD_=16777216 MALLOC_MMAP_THRESHOLD_=8388608 MALLOC_TOP_PAD_=1048576
            {asUser} '{bin}/postgres' -D '{folder}/data' -c port={port} -c listen_addresses=127.0.0.1 \
              -c unix_socket_directories='{folder}' -c max_connections=300 -c shared_buffers=256MB -c max_wal_size=2GB \
              -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 >>'{folder}.log' 2>&1 &
            server=$!
            read -r _
            kill -INT $server; wait $server; rm -rf '{folder}' '{folder}.log'
            """;
        var shell = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardInput = true };
        var server = new PostgresServer(port, Process.Start(shell)!);
        await server.WaitUntilReadyAsync(folder);
        await server.PrepareTemplateAsync();
        return server;
    }

    private async Task PrepareTemplateAsync()
    {
        await using (var admin = NpgsqlDataSource.Create(AdminOf("postgres")))
        {
            await using var create = admin.CreateCommand($"create database {Template}");
            await create.ExecuteNonQueryAsync();
        }

        // Unpooled: a template with a connection left in it cannot be copied.
        await using var template = NpgsqlDataSource.Create(AdminOf(Template) + ";Pooling=false");
        await new Migrator(template).RunAsync(Passwords, report: null, CancellationToken.None);
        await new SourceViewStore(template).ReplaceAsync(
            [.. SourceViews.Statements(SourceCatalog.Platform.All), .. ViewStatements.Of(ViewCatalogue.Platform)], CancellationToken.None);
    }

    private async Task WaitUntilReadyAsync(string folder)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(AdminOf("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (attempt < 300 && !_shell.HasExited)
            {
                await Task.Delay(100);
            }
            catch (NpgsqlException refused)
            {
                var log = File.Exists($"{folder}.log") ? await File.ReadAllTextAsync($"{folder}.log") : "(no log)";
                throw new InvalidOperationException($"The tests' PostgreSQL did not start: {log}", refused);
            }
        }
    }

    private static string FindBinaries()
    {
        if (Environment.GetEnvironmentVariable("RAPOSA_TEST_PG_BIN") is { Length: > 0 } given)
        {
            return given;
        }

        const string debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(debian)
            ? Directory.GetDirectories(debian)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
                .MaxBy(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            : null;
        return newest is not null
            ? Path.Combine(newest, "bin")
            : throw new InvalidOperationException("No PostgreSQL server found; './raposa test' installs one, or set RAPOSA_TEST_PG_BIN.");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}

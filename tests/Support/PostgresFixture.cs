using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Support;

/// <summary>A database of its own for one test class, migrated, with data sources of each role.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;
    private string _database = "";

    public string AdminConnectionString => Server.AdminOf(_database);

    public string WriterConnectionString => Server.WriterOf(_database);

    public string ReaderConnectionString => Server.ReaderOf(_database);

    /// <summary>The superuser: for arranging and for looking behind row-level security.</summary>
    public NpgsqlDataSource Admin { get; private set; } = null!;

    public NpgsqlDataSource Writer { get; private set; } = null!;

    public NpgsqlDataSource Reader { get; private set; } = null!;

    public NpgsqlDataSource Mcp { get; private set; } = null!;

    public TenantDatabase Tenants { get; private set; } = null!;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("The fixture was not initialized.");

    public static OrganizationId NewOrganizationId() => new(Guid.CreateVersion7());

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.GetAsync();
        _database = await _server.CreateDatabaseAsync();
        Admin = NpgsqlDataSource.Create(_server.AdminOf(_database));
        Writer = NpgsqlDataSource.Create(_server.WriterOf(_database));
        Reader = NpgsqlDataSource.Create(_server.ReaderOf(_database));
        Mcp = NpgsqlDataSource.Create(_server.McpOf(_database));
        Tenants = new(Writer, Reader);
    }

    public async Task DisposeAsync()
    {
        await Tenants.DisposeAsync();
        await Mcp.DisposeAsync();
        await Admin.DisposeAsync();
        await Server.DropDatabaseAsync(_database);
    }
}

using Npgsql;
using Raposa.Organizations;

namespace Raposa.Database;

/// <summary>
/// Hands out connections that see one organization. Row-level security reads the tenant from the connection's setting
/// <c>raposa.org_id</c>; the pool discards it when the connection comes back, so a forgotten tenant is no tenant.
/// </summary>
public sealed class TenantDatabase(NpgsqlDataSource writer, NpgsqlDataSource reader) : IAsyncDisposable
{
    /// <summary>A connection that may read and write rows of the organization.</summary>
    public Task<NpgsqlConnection> OpenWriterAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        OpenAsync(writer, organization, cancellationToken);

    /// <summary>A connection that may only read rows of the organization.</summary>
    public Task<NpgsqlConnection> OpenReaderAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        OpenAsync(reader, organization, cancellationToken);

    /// <summary>A batch that may read and write rows of the organization.</summary>
    public async Task<TenantBatch> BeginWriterBatchAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        new(await writer.OpenConnectionAsync(cancellationToken), organization);

    /// <summary>A batch that may only read rows of the organization.</summary>
    public async Task<TenantBatch> BeginReaderBatchAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        new(await reader.OpenConnectionAsync(cancellationToken), organization);

    /// <summary>A connection with no tenant: it sees only tables that belong to none (people, token keys).</summary>
    public async Task<NpgsqlConnection> OpenPlatformAsync(CancellationToken cancellationToken) =>
        await writer.OpenConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await reader.DisposeAsync();
    }

    private static async Task<NpgsqlConnection> OpenAsync(
        NpgsqlDataSource source, OrganizationId organization, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("select set_config('raposa.org_id', $1, false)", connection);
            command.Parameters.Add(new() { Value = organization.ToString() });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

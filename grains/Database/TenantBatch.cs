using Npgsql;
using Raposa.Organizations;

namespace Raposa.Database;

/// <summary>
/// Commands for one organization that go out in one round trip, the tenant with them, and all or none of which take effect. For what
/// is asked so often that the way there and back is most of its time; see <see cref="TenantDatabase"/> for the rest.
/// </summary>
/// <remarks>Parameters are <c>$1</c>, <c>$2</c>, … of each command.</remarks>
public sealed class TenantBatch : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBatch _batch;

    internal TenantBatch(NpgsqlConnection connection, OrganizationId organization)
    {
        (_connection, _batch) = (connection, new(connection));
        Add("select set_config('raposa.org_id', $1, false)", organization.ToString());
    }

    public void Add(string sql, params ReadOnlySpan<object?> parameters) => _batch.Add(sql, parameters);

    /// <summary>
    /// Keeps the plans of these commands with the connection. For those whose plan is the same for all values: planning them takes longer than they do.
    /// </summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => _batch.PrepareAsync(cancellationToken);

    /// <summary>The rows of the first command that was added; those of the next after <see cref="NpgsqlDataReader.NextResultAsync(CancellationToken)"/>.</summary>
    public async Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = await _batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return reader;
    }

    public Task WriteAsync(CancellationToken cancellationToken) => _batch.ExecuteNonQueryAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _batch.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

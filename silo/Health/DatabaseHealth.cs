using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Raposa.Health;

internal sealed class DatabaseHealth(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException unreachable)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.", unreachable);
        }
    }
}

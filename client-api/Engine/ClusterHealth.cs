#if ENGINE_ORLEANS
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans;
using Orleans.Runtime;
using Raposa.Organizations.Access;

namespace Raposa.Engine;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, because a silo answers through its
/// gateway. A silo is ready when PostgreSQL answers it, so that is not asked a second time.
/// </summary>
internal sealed class ClusterHealth(IClusterClient cluster) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await cluster.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception unreachable) when (unreachable is OrleansException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("No silo answers.", unreachable);
        }
    }
}

internal static class ClusterHealthEndpoints
{
    public static void AddClusterHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<ClusterHealth>("silos");

    public static void MapClusterHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(Anybody);
        app.MapHealthChecks("/health/ready").WithMetadata(Anybody);
    }

    private static AccessMetadata Anybody => new(AccessKind.Anybody, null);
}
#endif

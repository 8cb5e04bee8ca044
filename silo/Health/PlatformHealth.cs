using Microsoft.AspNetCore.Diagnostics.HealthChecks;
#if ENGINE_LOCAL
using Raposa.Organizations.Access;
#endif

namespace Raposa.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, because PostgreSQL answers too.
/// </summary>
internal static class PlatformHealth
{
    public static void AddPlatformHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseHealth>("postgresql");

    public static void MapPlatformHealth(this WebApplication app)
    {
        ForAnybody(app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }));
        ForAnybody(app.MapHealthChecks("/health/ready"));
    }

    /// <summary>Where the API is in the same process, it asks of every endpoint who may call it.</summary>
    private static void ForAnybody(IEndpointConventionBuilder endpoint)
    {
#if ENGINE_LOCAL
        endpoint.WithMetadata(new AccessMetadata(AccessKind.Anybody, null));
#endif
    }
}

using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Raposa.Organizations.Access;

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
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false })
            .WithMetadata(Anybody);
        app.MapHealthChecks("/health/ready").WithMetadata(Anybody);
    }

    private static AccessMetadata Anybody => new(AccessKind.Anybody, null);
}

namespace Raposa.Organizations.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton(provider =>
            provider.GetRequiredService<IConfiguration>().GetSection("Raposa").Get<AccessOptions>() ?? new());
        services.AddSingleton<TokenKeySet>();
        services.AddSingleton<TokenVerifier>();
        services.AddSingleton<MembershipCache>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<IStartupFilter, AccessStartup>();
        return services;
    }

    /// <summary>After routing, which says what endpoint it is; before anything that answers.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app.UseMiddleware<AccessMiddleware>();
}

/// <summary>Refuses to start while an endpoint does not declare who may call it.</summary>
internal sealed class AccessStartup : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        RequireDeclared(app.ApplicationServices.GetRequiredService<EndpointDataSource>().Endpoints);
    };

    /// <exception cref="InvalidOperationException">Names every endpoint that declares nothing.</exception>
    internal static void RequireDeclared(IEnumerable<Endpoint> endpoints)
    {
        var undeclared = endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessMetadata>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (undeclared.Count > 0)
        {
            throw new InvalidOperationException(
                $"These endpoints do not declare who may call them: {string.Join("; ", undeclared)}. "
                + "Add RequirePermission, RequireSignIn or AllowAnybody.");
        }
    }
}

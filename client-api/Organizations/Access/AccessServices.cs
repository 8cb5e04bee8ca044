namespace Raposa.Organizations.Access;

public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton(provider => Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<TokenKeySet>();
        services.AddSingleton<TokenVerifier>();
        services.AddSingleton<MembershipCache>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<IStartupFilter, AccessStartup>();
        return services;
    }

    /// <summary>After routing, which says what endpoint it is; before anything that answers.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app)
    {
        app.UseForwardedAddress(app.ApplicationServices.GetRequiredService<AccessOptions>().TrustedProxies);
        return app.UseMiddleware<AddressMiddleware>().UseMiddleware<AccessMiddleware>();
    }

    private static AccessOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("Raposa").Get<AccessOptions>() ?? new();
        return options is { FailedSignInsPerMinute: >= 1, NewOrganizationsPerMinute: >= 1 }
            ? options
            : throw new InvalidOperationException("Raposa:FailedSignInsPerMinute and Raposa:NewOrganizationsPerMinute are 1 or more.");
    }
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

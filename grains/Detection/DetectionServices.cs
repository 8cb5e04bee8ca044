using Microsoft.Extensions.DependencyInjection;

namespace Raposa.Detection;

/// <summary>What the grains of this noun need.</summary>
public static class DetectionServices
{
    public static IServiceCollection AddDetection(this IServiceCollection services)
    {
        services.AddSingleton(_ => Catalogue.Embedded);
        services.AddSingleton<RuleStore>();
        services.AddSingleton<HitStore>();
        services.AddSingleton<CorrelationStore>();
        return services;
    }
}

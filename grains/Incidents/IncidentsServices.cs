using Microsoft.Extensions.DependencyInjection;

namespace Raposa.Incidents;

/// <summary>What the grains of this noun need.</summary>
public static class IncidentsServices
{
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddOptions<TriageOptions>().BindConfiguration("Raposa:Incidents");
        services.AddSingleton<IncidentStore>();
        services.AddSingleton<IncidentReaderStore>();
        return services;
    }
}

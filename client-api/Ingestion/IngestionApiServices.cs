namespace Raposa.Ingestion;

/// <summary>What the endpoints of this noun need.</summary>
internal static class IngestionApiServices
{
    public static void AddIngestionApi(this IServiceCollection services)
    {
        services.AddOptions<IngestionApiOptions>().BindConfiguration("Raposa:Ingestion");
        services.AddSingleton<IngestionMeter>();
    }
}

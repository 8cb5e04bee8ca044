using System.Net;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Telemetry;

/// <summary>
/// <c>GET /metrics</c> for a Prometheus on the same machine. The counts are of all organizations together, so it answers
/// other machines only where <c>Raposa:Metrics:Open</c> is true.
/// </summary>
internal static class TelemetryEndpoints
{
    public static void AddTelemetry(this IServiceCollection services) => services.AddSingleton(_ =>
    {
        var reader = new PrometheusText();
        var provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Raposa.*", "Microsoft.AspNetCore.Hosting", "System.Runtime", "Npgsql")
            .AddReader(reader)
            .Build();
        return new Metering(reader, provider);
    });

    public static void MapTelemetry(this IEndpointRouteBuilder routes)
    {
        // Counting starts with the process, not with the first scrape.
        var metering = routes.ServiceProvider.GetRequiredService<Metering>();

        routes.MapGet("/metrics", IResult (HttpContext context, IConfiguration configuration) =>
            configuration.GetValue<bool>("Raposa:Metrics:Open") || IsLocal(context)
                ? TypedResults.Text(metering.Reader.Scrape(), "text/plain; version=0.0.4")
                : RaposaProblems.NotFound())
            .AllowAnybody()
            .ExcludeFromDescription();
    }

    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private sealed record Metering(PrometheusText Reader, MeterProvider Provider) : IDisposable
    {
        public void Dispose() => Provider.Dispose();
    }
}

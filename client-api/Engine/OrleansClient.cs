#if ENGINE_ORLEANS
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;

namespace Raposa.Engine;

/// <summary>
/// Joins the cluster of silos as a client: PostgreSQL says where their gateways are. Settings are the silo's own:
/// <c>Raposa:Postgres</c> and the section <c>Raposa:Orleans</c> (<c>ClusterId</c>, <c>ServiceId</c>, <c>ResponseTimeout</c>).
/// </summary>
public static class OrleansClient
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>Adds <c>IClusterClient</c> and <c>IGrainFactory</c>. The host starts once a silo has answered.</summary>
    /// <exception cref="InvalidOperationException">There is no connection string; the message names the setting.</exception>
    public static void AddEngine(this IHostApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("Raposa:Orleans");
        var database = ConnectionString(builder.Configuration);

        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = settings["ClusterId"] ?? "raposa";
                cluster.ServiceId = settings["ServiceId"] ?? "raposa";
            })
            .UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = "Npgsql";
                clustering.ConnectionString = database;
            })
            .AddActivityPropagation()
            .AddOutgoingGrainCallFilter<RejectedCalls>()
            // A silo that joined, or came back elsewhere, is used within seconds.
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5))
            // Nothing else ends the wait for a call that a dying silo took with it.
            .Configure<ClientMessagingOptions>(messaging =>
                messaging.ResponseTimeout = settings.GetValue("ResponseTimeout", TimeSpan.FromSeconds(10)))
            // What the database refused in a silo is read here as it was written there.
            .Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add("Npgsql"))
            .UseConnectionRetryFilter(WaitForSilos));
    }

    /// <summary>Silos and API start in any order; whoever stops the host ends the wait.</summary>
    private static async Task<bool> WaitForSilos(Exception unreachable, CancellationToken cancellationToken)
    {
        await Task.Delay(RetryDelay, cancellationToken);
        return true;
    }

    private static string ConnectionString(IConfiguration configuration)
    {
        var connectionString = configuration["Raposa:Postgres"];
        if (string.IsNullOrEmpty(connectionString))
        {
            throw new InvalidOperationException("Raposa:Postgres is not set. The API finds the silos through PostgreSQL.");
        }

        return new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = "orleans",
            ApplicationName = "raposa-gateways",
            MaxPoolSize = 4,
        }.ConnectionString;
    }
}
#endif

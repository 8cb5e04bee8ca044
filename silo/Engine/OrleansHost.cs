#if ENGINE_ORLEANS
using Npgsql;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;
using Raposa.Organizations;

namespace Raposa.Engine;

/// <summary>
/// Orleans in this process: it joins the cluster that PostgreSQL knows, and keeps grain state and reminders there. The
/// tables and statements are ours: <c>deploy/database/migrations/0003_engine_orleans.sql</c>.
/// </summary>
internal static class OrleansHost
{
    private const string Invariant = "Npgsql";

    public static void AddEngine(this IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Raposa:Orleans").Get<OrleansOptions>() ?? new();
        var database = ConnectionString(builder.Configuration);

        // Orleans lists each of its options at start; who joined and who was voted out is what an operator reads.
        builder.Logging
            .AddFilter("Orleans", LogLevel.Warning)
            .AddFilter("Orleans.Runtime.MembershipService.MembershipTableManager", LogLevel.Information);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.ClusterId;
                cluster.ServiceId = options.ServiceId;
            })
            .ConfigureEndpoints(options.RequireAddress(), options.SiloPort, options.GatewayPort)
            .UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = Invariant;
                clustering.ConnectionString = database;
            })
            .AddAdoNetGrainStorageAsDefault(storage =>
            {
                storage.Invariant = Invariant;
                storage.ConnectionString = database;
                storage.GrainStorageSerializer = new GrainStateSerializer();
            })
            .AddPubSubStorage(database)
            .UseAdoNetReminderService(reminders =>
            {
                reminders.Invariant = Invariant;
                reminders.ConnectionString = database;
            })
            .AddMemoryStreams("streams")
            .AddIncomingGrainCallFilter<TenantFilter>()
            .AddActivityPropagation()
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = options.ResponseTimeout)
            .Configure<ClusterMembershipOptions>(FailOverQuickly)
            // Otherwise a caller elsewhere hears that the exception cannot be sent, and not what the database refused.
            .Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add("Npgsql"))
            .ConfigureServices(services =>
            {
                services.AddSingleton<IPersistentStateFactory, GrainStateNames>();
                services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, UnansweredSilos>();
            }));
    }

    /// <summary>
    /// A silo that died is replaced after about three seconds instead of twelve. The number of votes stays Orleans' own
    /// (two; one while there are only two silos), so that one sick silo cannot talk a healthy cluster to death.
    /// </summary>
    private static void FailOverQuickly(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 3;
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
    }

    /// <summary>Who listens to which stream is Orleans' own state, which only its own serializer knows.</summary>
    private static ISiloBuilder AddPubSubStorage(this ISiloBuilder silo, string database) =>
        silo.AddAdoNetGrainStorage("PubSubStore", storage => storage.Configure<Serializer>((pubSub, serializer) =>
        {
            pubSub.Invariant = Invariant;
            pubSub.ConnectionString = database;
            pubSub.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));

    private static string ConnectionString(IConfiguration configuration)
    {
        var connectionString = configuration["Raposa:Postgres"];
        if (string.IsNullOrEmpty(connectionString))
        {
            throw new InvalidOperationException("Raposa:Postgres is not set. The cluster meets in PostgreSQL.");
        }

        // A pool of its own, so that grains at work never make the silo miss its heartbeat.
        return new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = "orleans",
            ApplicationName = "raposa-engine",
            MaxPoolSize = 16,
        }.ConnectionString;
    }
}
#endif

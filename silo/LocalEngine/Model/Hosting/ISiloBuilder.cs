using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;
using Raposa.LocalEngine.Hosting;
using Raposa.LocalEngine.Reminders;
using Raposa.LocalEngine.Simulation;
using Raposa.LocalEngine.Storage;
using Raposa.LocalEngine.Streams;

namespace Orleans.Hosting
{
    /// <summary>Configures the silo of this process.</summary>
    public interface ISiloBuilder
    {
        IServiceCollection Services { get; }

        IConfiguration Configuration { get; }
    }

    /// <summary>What a silo can be given. Names and signatures are Orleans' own where Orleans has them.</summary>
    public static class SiloBuilderExtensions
    {
        public static ISiloBuilder ConfigureServices(this ISiloBuilder builder, Action<IServiceCollection> configureDelegate)
        {
            configureDelegate(builder.Services);
            return builder;
        }

        public static ISiloBuilder Configure<TOptions>(this ISiloBuilder builder, Action<TOptions> configureOptions)
            where TOptions : class
        {
            builder.Services.Configure(configureOptions);
            return builder;
        }

        public static ISiloBuilder ConfigureLogging(this ISiloBuilder builder, Action<Microsoft.Extensions.Logging.ILoggingBuilder> configureLogging)
        {
            builder.Services.AddLogging(configureLogging);
            return builder;
        }

        /// <summary>Accepted: this process is the cluster.</summary>
        public static ISiloBuilder UseLocalhostClustering(
            this ISiloBuilder builder, int siloPort = 11111, int gatewayPort = 30000,
            System.Net.IPEndPoint? primarySiloEndpoint = null, string serviceId = "dev", string clusterId = "dev") =>
            builder.Configure<Configuration.ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (serviceId, clusterId));

        public static ISiloBuilder AddIncomingGrainCallFilter<TImplementation>(this ISiloBuilder builder)
            where TImplementation : class, IIncomingGrainCallFilter
        {
            builder.Services.AddSingleton<IIncomingGrainCallFilter, TImplementation>();
            return builder;
        }

        public static ISiloBuilder AddIncomingGrainCallFilter(this ISiloBuilder builder, IIncomingGrainCallFilter filter)
        {
            builder.Services.AddSingleton(filter);
            return builder;
        }

        public static ISiloBuilder AddOutgoingGrainCallFilter<TImplementation>(this ISiloBuilder builder)
            where TImplementation : class, IOutgoingGrainCallFilter
        {
            builder.Services.AddSingleton<IOutgoingGrainCallFilter, TImplementation>();
            return builder;
        }

        public static ISiloBuilder AddOutgoingGrainCallFilter(this ISiloBuilder builder, IOutgoingGrainCallFilter filter)
        {
            builder.Services.AddSingleton(filter);
            return builder;
        }

        public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder, int stage = ServiceLifecycleStage.Active)
            where TStartup : class, IStartupTask
        {
            builder.Services.AddSingleton(services => new StartupTask(
                stage, cancellation => ActivatorUtilities.CreateInstance<TStartup>(services).Execute(cancellation)));
            return builder;
        }

        public static ISiloBuilder AddStartupTask(
            this ISiloBuilder builder, Func<IServiceProvider, CancellationToken, Task> startupTask,
            int stage = ServiceLifecycleStage.Active)
        {
            builder.Services.AddSingleton(services => new StartupTask(stage, cancellation => startupTask(services, cancellation)));
            return builder;
        }

        public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder) =>
            builder.AddMemoryGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);

        public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name)
        {
            builder.Services.AddKeyedSingleton<IGrainStorage>(
                name,
                (services, _) => services.GetRequiredService<IGrainStorageSerializer>() is var serializer
                    && services.GetService<SimulatedDisk>() is { } disk
                        ? disk.StorageOf(name, serializer)
                        : new MemoryGrainStorage(serializer));
            return builder;
        }

        public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
        {
            builder.Services.AddSingleton<IReminderTable>(
                services => services.GetService<SimulatedDisk>()?.Reminders ?? new MemoryReminderTable());
            return builder.AddReminders();
        }

        public static ISiloBuilder AddReminders(this ISiloBuilder builder)
        {
            builder.Services.AddSingleton<ReminderService>();
            builder.Services.AddSingleton<Timers.IReminderRegistry>(services => services.GetRequiredService<ReminderService>());
            return builder;
        }

        /// <summary>Streams that live as long as the process.</summary>
        public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name)
        {
            builder.Services.AddKeyedSingleton<Streams.IStreamProvider>(
                name, (services, _) => ActivatorUtilities.CreateInstance<MemoryStreamProvider>(services, name));
            return builder;
        }

        /// <summary>Grain state in PostgreSQL (schema <c>engine</c>). Of this engine alone.</summary>
        public static ISiloBuilder AddPostgresGrainStorageAsDefault(
            this ISiloBuilder builder, Func<IServiceProvider, NpgsqlDataSource> database)
        {
            builder.Services.AddKeyedSingleton<IGrainStorage>(
                ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME,
                (services, _) => new PostgresGrainStorage(database(services), services.GetRequiredService<IGrainStorageSerializer>()));
            return builder;
        }

        /// <summary>Reminders in PostgreSQL (schema <c>engine</c>). Of this engine alone.</summary>
        public static ISiloBuilder UsePostgresReminderService(
            this ISiloBuilder builder, Func<IServiceProvider, NpgsqlDataSource> database)
        {
            builder.Services.AddSingleton<IReminderTable>(services => new PostgresReminderTable(database(services)));
            return builder.AddReminders();
        }
    }
}

namespace Microsoft.Extensions.Hosting
{
    using Orleans.Hosting;

    public static class OrleansSiloGenericHostExtensions
    {
        /// <summary>Makes this process a silo of its own.</summary>
        public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
        {
            configureDelegate(new LocalSiloBuilder(hostAppBuilder.Services, hostAppBuilder.Configuration));
            return hostAppBuilder;
        }
    }
}

#if ENGINE_LOCAL
using Npgsql;
using Orleans.Hosting;
using Orleans.Storage;
using Raposa.Organizations;

namespace Raposa.Engine;

/// <summary>The local engine in this process: grain state and reminders in PostgreSQL, streams in memory.</summary>
internal static class LocalHost
{
    public static void AddEngine(this WebApplicationBuilder builder) => builder.UseOrleans(silo => silo
        .ConfigureServices(services => services.AddSingleton<IGrainStorageSerializer, GrainStateSerializer>())
        .AddIncomingGrainCallFilter<TenantFilter>()
        .AddPostgresGrainStorageAsDefault(services => services.GetRequiredService<NpgsqlDataSource>())
        .UsePostgresReminderService(services => services.GetRequiredService<NpgsqlDataSource>())
        .AddMemoryStreams("streams"));
}
#endif

using Raposa.Accounts;
using Raposa.Chat;
using Raposa.Collection;
using Raposa.Cost;
using Raposa.Database;
using Raposa.Detection;
using Raposa.Dns;
using Raposa.Engine;
using Raposa.Findings;
using Raposa.Health;
using Raposa.Incidents;
using Raposa.Ingestion;
using Raposa.Inventory;
using Raposa.Network;
using Raposa.Organizations;
using Raposa.Posture;
using Raposa.Reconciliation;
using Raposa.Views;

namespace Raposa;

/// <summary>
/// A silo: the grains of every noun on the engine this was built for. On the local engine the API is part of the same
/// process; on Orleans it is a program of its own that joins through the gateway.
/// </summary>
public static class PlatformHost
{
    /// <param name="configure">What a test changes before the host is built (clock, ports, settings).</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // Settings lie beside the program, wherever it was started from.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        configure?.Invoke(builder);

        var services = builder.Services;
        var configuration = builder.Configuration;
        services.TryAddSystemClock();
        services.AddDatabase(configuration);
        services.AddOrganizations(configuration);
        services.AddAccounts(configuration);
        services.AddCollection(configuration);
        services.AddIngestion(configuration);
        services.AddDetection();
        services.AddIncidents();
        services.AddFindings(configuration);
        services.AddReconciliation();
        services.AddInventory(configuration);
        services.AddCost();
        services.AddDns();
        services.AddNetwork();
        services.AddPosture();
        services.AddViews();
        services.AddChat(configuration);
        services.AddPlatformHealth();
        builder.AddEngine();
#if ENGINE_LOCAL
        services.AddClientApi();
#endif

        var app = builder.Build();
#if ENGINE_LOCAL
        app.MapClientApi();
#endif
        app.MapPlatformHealth();
        return app;
    }
}

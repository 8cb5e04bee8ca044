using System.Text.Json.Serialization;
using Raposa.Accounts;
using Raposa.Chat;
using Raposa.Collection;
using Raposa.Cost;
using Raposa.Detection;
using Raposa.Dns;
using Raposa.Findings;
using Raposa.Findings.Export;
using Raposa.Incidents;
using Raposa.Ingestion;
using Raposa.Inventory;
using Raposa.Network;
using Raposa.Organizations;
using Raposa.Organizations.Access;
using Raposa.Posture;
using Raposa.Problems;
using Raposa.Reconciliation;
using Raposa.Telemetry;
using Raposa.Views;

namespace Raposa;

/// <summary>The whole API, in the order of the folders. Both hosts and the tests compose it the same way.</summary>
public static class ClientApi
{
    /// <summary>Services of the API. The host adds the engine's <c>IGrainFactory</c>.</summary>
    public static IServiceCollection AddClientApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
            json.SerializerOptions.Converters.Add(new OrganizationIdConverter());
        });
        services.AddRaposaProblems();
        services.AddValidation();
        services.AddAccess();
        services.AddIngestionApi();
        services.AddOpenApiDocument();
        services.AddTelemetry();
        return services;
    }

    /// <summary>Middleware and endpoints. Every endpoint declares who may call it; one that does not is refused at start.</summary>
    public static void MapClientApi(this WebApplication app)
    {
        app.UseRaposaProblems();
        app.UseRouting();
        app.UseAccess();

        app.MapOpenApiDocument();
        app.MapSession();
        app.MapOrganizations();
        app.MapMembers();
        app.MapCredentials();
        app.MapActivity();
        app.MapAccounts();
        app.MapConnections();
        app.MapSources();
        app.MapRuns();
        app.MapSnapshots();
        app.MapAnalyses();
        app.MapResources();
        app.MapCost();
        app.MapDns();
        app.MapNetwork();
        app.MapIngestion();
        app.MapEvents();
        app.MapCompleteness();
        app.MapRules();
        app.MapIncidents();
        app.MapReconciliation();
        app.MapFindings();
        app.MapFindingExport();
        app.MapPosture();
        app.MapViews();
        app.MapAlertReceivers();
        app.MapConversations();
        app.MapTurns();
        app.MapSearch();
        app.MapIncidentReviews();
        app.MapTelemetry();
        app.MapStaticPages();
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Raposa.Cost;
using Raposa.Database;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Reconciliation;
using Raposa.Support;
using Raposa.Views;

namespace Raposa.Chat;

/// <summary>A silo with what questions are answered from, over a database, and no API before it.</summary>
internal static class ChatSilo
{
    /// <param name="settings">Of the section <c>Raposa:Chat</c>; none for an answer without a model.</param>
    public static Task<EngineFixture> StartAsync(TenantDatabase database, TimeProvider? clock = null, IConfiguration? settings = null)
    {
        var configuration = settings ?? new ConfigurationBuilder().Build();
        return EngineFixture.StartAsync(clock, silo =>
        {
            silo.AddIncomingGrainCallFilter<TenantFilter>();
            silo.Services.AddSingleton(database);
            silo.Services.AddFindings(configuration);
            silo.Services.AddIncidents();
            silo.Services.AddCost();
            silo.Services.AddViews();
            silo.Services.AddReconciliation();
            silo.Services.AddChat(configuration);
        });
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Inventory.Analysis;

namespace Raposa.Findings;

/// <summary>What the grains of this noun need, and the sink that every other noun writes to.</summary>
public static class FindingsServices
{
    public static IServiceCollection AddFindings(this IServiceCollection services, IConfiguration configuration)
    {
        var alerts = configuration.GetSection("Raposa:Alerts");
        services.Configure<AlertOptions>(alerts);
        var options = alerts.Get<AlertOptions>() ?? new();
        return services
            .AddSingleton<FindingStore>()
            .AddSingleton<FindingReaderStore>()
            .AddSingleton<AlertReceiverStore>()
            .AddSingleton<PriorityStore>()
            .AddSingleton<SuppressionStore>()
            .AddSingleton<IFindingSink, FindingSink>()
            .AddSingleton<IAnalysis, ClosingAnalysis>()
            .AddSingleton<IAnalysis, PriorityAnalysis>()
            .AddSingleton<IAlertClient>(provider => new WebhookAlertClient(
                options.AllowsPrivateNetworks, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IAlertClient>(provider => new MailAlertClient(options, provider.GetRequiredService<TimeProvider>()));
    }
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Raposa.DemoWorld.Aws;
using Raposa.DemoWorld.Aws.Signing;
using Raposa.DemoWorld.Aws.Sts;
using Raposa.DemoWorld.Cloudflare;
using Raposa.DemoWorld.Control;
using Raposa.DemoWorld.CrowdStrike;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Faults;
using Raposa.DemoWorld.Models;
using Raposa.DemoWorld.Okta;

namespace Raposa.DemoWorld;

/// <summary>Puts the world together. The program and the tests do it the same way.</summary>
internal static class WorldServer
{
    /// <param name="time">The wall's; the world's goes by it.</param>
    public static WebApplication Build(WorldSettings settings, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{settings.Port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);

        var memory = new WorldMemory(settings.Data, settings.Anchor, time.GetUtcNow());
        var company = new CompanyEstate(settings.EstateAt(memory.Anchor));
        var clock = new WorldClock(time, memory.Anchor + ((time.GetUtcNow() - memory.Anchor) * settings.Speed), settings.Speed);
        var roles = new RoleDirectory();
        foreach (var role in memory.Roles)
        {
            roles.Deploy(role);
        }

        roles.Changed += () => memory.Remember(roles.All.Where(role => role.Account != RoleDirectory.PlatformAccount));
        builder.Services
            .AddSingleton(settings).AddSingleton(memory).AddSingleton(company).AddSingleton(clock).AddSingleton(time).AddSingleton(roles)
            .AddSingleton(new SessionIssuer(memory.Key))
            .AddSingleton(provider => new OidcIssuer(
                new Dice((ulong)settings.Seed).Fork("okta"), time, () => AddressOf(provider.GetRequiredService<IServer>())))
            .AddSingleton<OktaClients>().AddSingleton<SignatureCheck>().AddSingleton<StsService>().AddSingleton<Moments>()
            .AddSingleton(new FaultPlan(settings.Seed, clock)).AddSingleton<AwsEndpoint>()
            .AddSingleton<ModelProviders>().AddSingleton<FalconTokens>().AddSingleton<FalconRateLimit>().AddSingleton<CloudflareRateLimit>()
            .AddSingleton<PlatformToken>().AddHostedService(provider => provider.GetRequiredService<PlatformToken>());
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));

        var app = builder.Build();
        app.MapGet("/health/ready", (PlatformToken token) => token.IsWritten ? Results.Text("ready") : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        app.MapControl();
        app.MapOkta();
        app.MapFalcon();
        app.MapCloudflare();
        app.MapModels();
        app.MapEmbeddings();
        // Also what looks like a file: S3's keys do.
        app.MapFallback("/{**path}", (HttpContext context, AwsEndpoint aws) => aws.HandleAsync(context));
        return app;
    }

    /// <summary>Where it listens, once it does.</summary>
    public static string AddressOf(IServer server) => server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
}

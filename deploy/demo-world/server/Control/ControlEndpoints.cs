using System.Net;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Sts;
using Raposa.DemoWorld.Cloudflare;
using Raposa.DemoWorld.CrowdStrike;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Data;
using Raposa.DemoWorld.Estate.Dns;
using Raposa.DemoWorld.Faults;
using Raposa.DemoWorld.Models;
using Raposa.DemoWorld.Okta;

namespace Raposa.DemoWorld.Control;

/// <summary>
/// What no vendor has: who this world is, what is to go wrong in it, what time it is, and the customer's hand that deploys a
/// role. From this machine only.
/// </summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/_world");
        control.AddEndpointFilter(async (context, next) =>
            context.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) ? await next(context) : Results.NotFound());

        control.MapGet("/estate", Describe);
        control.MapGet("/token", (OidcIssuer issuer) => Results.Text(PlatformToken.Write(issuer)));
        control.MapGet("/roles", (RoleDirectory roles) => roles.All);
        control.MapPost("/roles", (DeployedRole role, RoleDirectory roles, WorldClock clock) =>
        {
            roles.Deploy(role with { DeployedAt = clock.Now });
            return Results.Json(new { role.Arn }, statusCode: 201);
        });
        control.MapDelete("/roles/{account}/{name}", (string account, string name, RoleDirectory roles) =>
            roles.Remove($"arn:aws:iam::{account}:role/{name}") ? Results.NoContent() : Results.NotFound());
        control.MapPost("/okta/clients/{client}", (string client, JsonArray keys, OktaClients clients) =>
        {
            clients.Register(client, keys);
            return Results.NoContent();
        });

        control.MapGet("/faults", (FaultPlan faults) => faults.Faults);
        control.MapPost("/faults", (Fault fault, FaultPlan faults) => Results.Json(new { id = faults.Add(fault) }, statusCode: 201));
        control.MapDelete("/faults/{id:guid}", (Guid id, FaultPlan faults) => faults.Remove(id) ? Results.NoContent() : Results.NotFound());
        control.MapDelete("/faults", (FaultPlan faults) =>
        {
            faults.Clear();
            return Results.NoContent();
        });

        control.MapModelControl();
        control.MapEmbeddingControl();

        control.MapGet("/clock", (WorldClock clock) => new { now = clock.Now });
        control.MapPost("/clock", (ClockChange change, WorldClock clock) =>
        {
            if (change.Set is { } time)
            {
                clock.Set(time);
            }

            if (change.AdvanceSeconds is { } seconds)
            {
                clock.Advance(TimeSpan.FromSeconds(seconds));
            }

            if (change.Speed is { } speed)
            {
                clock.Run(speed);
            }

            return new { now = clock.Now };
        });
    }

    private static object Describe(
        CompanyEstate company, WorldClock clock, OidcIssuer issuer, FalconTokens falcon, CloudflareRateLimit cloudflare, ModelProviders models) => new
    {
        company = "Corvina Analytics",
        seed = company.Options.Seed,
        anchor = company.Options.Anchor,
        now = clock.Now,
        accounts = company.AccountIds.Select(id => new { id, name = company.Account(id)!.Name }),
        regions = company.Regions.Select(region => region.Name),
        platform = new { role = $"arn:aws:iam::{RoleDirectory.PlatformAccount}:role/{RoleDirectory.PlatformRole}", account = RoleDirectory.PlatformAccount },
        trailBuckets = new[] { BucketBuilder.TrailBucket },
        falcon = new { cid = falcon.CustomerId, clientId = falcon.ClientId, clientSecret = falcon.ClientSecret },
        cloudflare = new { accountId = DnsEstate.AccountId(company), token = cloudflare.Token },
        models = new { groqKey = models.GroqKey, geminiKey = models.GeminiKey, openRouterKey = models.OpenRouterKey, openAiKey = models.OpenAiKey },
        okta = new { issuer = issuer.Issuer, audience = OktaEndpoints.Audience },
    };

    private sealed record ClockChange(DateTimeOffset? Set, double? AdvanceSeconds, double? Speed);
}

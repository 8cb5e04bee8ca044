using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws;
using Raposa.DemoWorld.Aws.Protocols;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Sensors;
using Raposa.DemoWorld.Faults;

namespace Raposa.DemoWorld.CrowdStrike;

/// <summary>The Falcon tenant's API: tokens, hosts by either way, alerts, cases, vulnerabilities.</summary>
internal static class FalconEndpoints
{
    public const string Service = "falcon";

    public static void MapFalcon(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth2/token", (HttpContext context, FalconTokens tokens, FaultPlan faults) => Token(context, tokens, faults)).DisableAntiforgery();
        routes.MapPost("/oauth2/revoke", async (HttpRequest request, FalconTokens tokens) =>
        {
            tokens.Revoke((await request.ReadFormAsync())["token"].ToString());
            return Results.Json(FalconEnvelope.Of([], null));
        }).DisableAntiforgery();

        Map(routes, "/devices/combined/devices/v1", "GET", HostPages.Combined);
        Map(routes, "/devices/queries/devices/v1", "GET", HostPages.Ids);
        Map(routes, "/devices/queries/devices-scroll/v1", "GET", HostPages.Scroll);
        Map(routes, "/devices/entities/devices/v2", "GET", HostPages.Entities);
        Map(routes, "/devices/entities/devices/v2", "POST", HostPages.Entities);
        Map(routes, "/alerts/queries/alerts/v2", "GET", call => FalconPages.Ids(call, AlertDocuments.Alerts(call.Moment), "composite_id", 10_000));
        Map(routes, "/alerts/entities/alerts/v2", "POST", call => FalconPages.ById(call, AlertDocuments.Alerts(call.Moment), "composite_id", "composite_ids", 1_000));
        Map(routes, "/alerts/combined/alerts/v1", "POST", call => FalconPages.After(call, AlertDocuments.Alerts(call.Moment), 1_000));
        Map(routes, "/cases/queries/cases/v1", "GET", call => FalconPages.Ids(call, AlertDocuments.Cases(call.Moment), "id", 10_000));
        Map(routes, "/cases/entities/cases/v2", "POST", call => FalconPages.ById(call, AlertDocuments.Cases(call.Moment), "id", "ids", 1_000));
        Map(routes, "/spotlight/combined/vulnerabilities/v1", "GET", call => FalconPages.After(call, AlertDocuments.Vulnerabilities(call.Moment), 5_000));
        Map(routes, "/sensors/queries/installers/ccid/v1", "GET", call =>
            FalconEnvelope.Of(Json.Texts($"{SensorTenant.CustomerId(call.Moment.Company).ToUpperInvariant()}-7F"), null));
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string method, Func<FalconCall, JsonObject> read) =>
        routes.MapMethods(path, [method], context => HandleAsync(context, path, read));

    private static async Task HandleAsync(HttpContext context, string path, Func<FalconCall, JsonObject> read)
    {
        var services = context.RequestServices;
        var tokens = services.GetRequiredService<FalconTokens>();
        var limit = services.GetRequiredService<FalconRateLimit>();
        var faults = services.GetRequiredService<FaultPlan>();
        IReadOnlyList<Fault> struck = [];
        JsonObject body;
        try
        {
            limit.Take(context.Response.Headers);
            if (!tokens.IsValid(context.Request.Headers.Authorization.ToString()))
            {
                throw new FalconException(403, "access denied, authorization failed");
            }

            var call = await FalconCall.ReadAsync(context, services.GetRequiredService<Moments>(), services.GetRequiredService<WorldClock>());
            struck = faults.Strike(new(Service, path, null, null, call.PageNumber, $"{path}?{call.Fingerprint}"));
            if (await FaultyWire.DelayAsync(context, struck))
            {
                return;
            }

            Refuse(struck, limit, context.Response.Headers);
            call = call with { Forgotten = [.. faults.Strike(new(Service, path, null, null, 0, "forget")).Where(fault => fault is { Kind: FaultKind.Forget, Resource: not null }).Select(fault => fault.Resource!)] };
            body = read(call);
            DocumentFaults.Apply(struck, body);
        }
        catch (FalconException refused)
        {
            context.Response.StatusCode = refused.Status;
            body = FalconEnvelope.Refusal(refused.Status, refused.Message);
        }

        context.Response.ContentType = "application/json";
        await FaultyWire.SendAsync(context, struck, WireAnswer.Bytes(body));
    }

    private static void Refuse(IEnumerable<Fault> struck, FalconRateLimit limit, IHeaderDictionary headers)
    {
        foreach (var fault in struck)
        {
            switch (fault.Kind)
            {
                case FaultKind.Throttle:
                    limit.Deny(headers);
                    throw new FalconException(429, "API rate limit exceeded.");
                case FaultKind.Error:
                    throw new FalconException(500, "Internal Server Error: Please provide trace-id to support");
                case FaultKind.Expired:
                    throw new FalconException(401, "access denied, invalid bearer token");
                case FaultKind.Deny:
                    throw new FalconException(403, "access denied, scope not permitted");
                default:
                    break;
            }
        }
    }

    private static async Task<IResult> Token(HttpContext context, FalconTokens tokens, FaultPlan faults)
    {
        var form = await context.Request.ReadFormAsync();
        foreach (var fault in faults.Strike(new(Service, "/oauth2/token", null, null, 1, form["client_id"].ToString())))
        {
            if (fault.Kind is FaultKind.Error or FaultKind.Throttle)
            {
                return Results.Json(FalconEnvelope.Refusal(fault.Kind == FaultKind.Error ? 500 : 429, "Please try again."), statusCode: fault.Kind == FaultKind.Error ? 500 : 429);
            }
        }

        context.Response.Headers["X-Cs-Region"] = "us-1";
        return tokens.Issue(form["client_id"].ToString(), form["client_secret"].ToString()) is { } token
            ? Results.Json(new JsonObject { ["access_token"] = token, ["expires_in"] = (int)FalconTokens.Lifetime.TotalSeconds, ["token_type"] = "bearer" }, statusCode: 201)
            : Results.Json(FalconEnvelope.Refusal(403, "access denied, authorization failed"), statusCode: 403);
    }
}

/// <summary>What Falcon refuses with.</summary>
internal sealed class FalconException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

/// <summary>What every answer of Falcon is wrapped in.</summary>
internal static class FalconEnvelope
{
    public static JsonObject Of(JsonArray resources, JsonObject? pagination) => new()
    {
        ["meta"] = Meta(pagination), ["resources"] = resources, ["errors"] = new JsonArray(),
    };

    public static JsonObject Refusal(int code, string message) => new()
    {
        ["meta"] = Meta(null), ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
    };

    private static JsonObject Meta(JsonObject? pagination)
    {
        var meta = new JsonObject { ["query_time"] = 0.012, ["powered_by"] = "device-api", ["trace_id"] = Guid.NewGuid().ToString() };
        return meta.With("pagination", pagination);
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

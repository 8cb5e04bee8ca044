using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws;
using Raposa.DemoWorld.Aws.Protocols;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Dns;
using Raposa.DemoWorld.Faults;

namespace Raposa.DemoWorld.Cloudflare;

/// <summary>Cloudflare's API, as far as zones, records and devices go.</summary>
internal static class CloudflareEndpoints
{
    public const string Service = "cloudflare";

    public static void MapCloudflare(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/client/v4");
        Map(api, "/user/tokens/verify", _ => One(new() { ["id"] = "7c1b5e0d", ["status"] = "active" }));
        Map(api, "/accounts", call => Numbered(call, [Account(call.Company)], 20, 50));
        Map(api, "/accounts/{account}", call => One(call.Account is null ? Account(call.Company) : throw NotFound()));
        Map(api, "/zones", call => Numbered(call, CloudflareDocuments.Zones(call.Company), 20, 50));
        Map(api, "/zones/{zone}", call => One(CloudflareDocuments.Zones(call.Company).FirstOrDefault(one => one["id"]!.GetValue<string>() == call.Zone) ?? throw NotFound()));
        Map(api, "/zones/{zone}/dns_records", call => Numbered(
            call, CloudflareDocuments.Records(DnsEstate.Zones(call.Company).FirstOrDefault(zone => zone.Id == call.Zone) ?? throw NotFound()), 100, 5_000));
        Map(api, "/accounts/{account}/devices/physical-devices", call => ByCursor(call, call.Account is null ? CloudflareDocuments.Devices(call.Moment) : throw NotFound()));
        api.MapFallback(() => Results.Json(Refusal(7003, "Could not route to the path, perhaps your object identifier is invalid?"), statusCode: 404));
    }

    private static void Map(RouteGroupBuilder api, string path, Func<CloudflareCall, JsonObject> read) =>
        api.MapGet(path, context => HandleAsync(context, $"/client/v4{path}", read));

    private static async Task HandleAsync(HttpContext context, string path, Func<CloudflareCall, JsonObject> read)
    {
        var services = context.RequestServices;
        var limit = services.GetRequiredService<CloudflareRateLimit>();
        IReadOnlyList<Fault> struck = [];
        JsonObject body;
        try
        {
            if (context.Request.Headers.Authorization.ToString() != $"Bearer {limit.Token}")
            {
                throw new CloudflareException(403, 9109, "Invalid access token");
            }

            limit.Take(context.Response.Headers);
            var call = CloudflareCall.Of(context, services.GetRequiredService<Moments>(), services.GetRequiredService<WorldClock>());
            struck = services.GetRequiredService<FaultPlan>().Strike(new(Service, path, null, null, call.Page, $"{context.Request.Path}?{call.Fingerprint}"));
            if (await FaultyWire.DelayAsync(context, struck))
            {
                return;
            }

            Refuse(struck, context.Response.Headers);
            body = read(call);
            DocumentFaults.Apply(struck, body);
        }
        catch (CloudflareException refused)
        {
            context.Response.StatusCode = refused.Status;
            body = Refusal(refused.Code, refused.Message);
        }

        context.Response.ContentType = "application/json";
        await FaultyWire.SendAsync(context, struck, WireAnswer.Bytes(body));
    }

    private static void Refuse(IEnumerable<Fault> struck, IHeaderDictionary headers)
    {
        foreach (var fault in struck)
        {
            switch (fault.Kind)
            {
                case FaultKind.Throttle:
                    headers.RetryAfter = "1";
                    throw new CloudflareException(429, 10429, "Rate limited. Please wait and consider throttling your request speed");
                case FaultKind.Error:
                    throw new CloudflareException(502, 10001, "Internal error");
                case FaultKind.Expired or FaultKind.Deny:
                    throw new CloudflareException(403, 10000, "Authentication error");
                default:
                    break;
            }
        }
    }

    private static JsonObject Numbered(CloudflareCall call, IReadOnlyList<JsonObject> all, int usual, int most)
    {
        var size = Math.Clamp(call.Number("per_page") ?? usual, 1, most);
        var kept = call.Filter(all);
        var page = kept.Skip((call.Page - 1) * size).Take(size).ToList();
        return Envelope(Json.Array(page.Select(one => one.DeepClone())), new()
        {
            ["page"] = call.Page, ["per_page"] = size, ["count"] = page.Count, ["total_count"] = kept.Count,
            ["total_pages"] = (kept.Count + size - 1) / size,
        });
    }

    private static JsonObject ByCursor(CloudflareCall call, IReadOnlyList<JsonObject> all)
    {
        var size = Math.Clamp(call.Number("per_page") ?? 50, 1, 100);
        var page = all.Skip(call.Position).Take(size).ToList();
        var end = call.Position + size;
        return Envelope(Json.Array(page.Select(one => one.DeepClone())), new()
        {
            ["count"] = page.Count, ["per_page"] = size, ["total_count"] = all.Count,
            ["cursor"] = end < all.Count ? call.Cursor(end) : "",
        });
    }

    private static JsonObject One(JsonObject result) => Envelope(result, null);

    private static JsonObject Account(CompanyEstate company) => new() { ["id"] = DnsEstate.AccountId(company), ["name"] = "Corvina Analytics", ["type"] = "standard" };

    private static JsonObject Envelope(JsonNode result, JsonObject? info) =>
        new JsonObject { ["success"] = true, ["errors"] = new JsonArray(), ["messages"] = new JsonArray(), ["result"] = result }.With("result_info", info);

    private static JsonObject Refusal(int code, string message) => new()
    {
        ["success"] = false, ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
        ["messages"] = new JsonArray(), ["result"] = null,
    };

    private static CloudflareException NotFound() => new(404, 7003, "Could not route to the path, perhaps your object identifier is invalid?");
}

/// <summary>What Cloudflare refuses with.</summary>
internal sealed class CloudflareException(int status, int code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public int Code { get; } = code;
}

/// <summary>A read of the Cloudflare account.</summary>
/// <param name="Account">What stood in the path if it is not the company's; else null.</param>
/// <param name="Position">Where a cursor leads.</param>
internal sealed record CloudflareCall(EstateMoment Moment, IQueryCollection Query, string? Zone, string? Account, int Position, string Fingerprint)
{
    public CompanyEstate Company => Moment.Company;

    public int Page => Math.Max(1, Number("page") ?? (Position > 0 ? 2 : 1));

    public int? Number(string name) => int.TryParse(Query[name].ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Those whose members equal what is asked for by name.</summary>
    public IReadOnlyList<JsonObject> Filter(IReadOnlyList<JsonObject> all)
    {
        var wanted = Query.Where(one => one.Key is "name" or "type" or "content" or "status").ToList();
        return wanted.Count == 0 ? all : [.. all.Where(item => wanted.All(one => item[one.Key]?.ToString() == one.Value.ToString()))];
    }

    public string Cursor(int position) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position}|{Moment.At.UtcTicks}")));

    public static CloudflareCall Of(HttpContext context, Moments moments, WorldClock clock)
    {
        var query = context.Request.Query;
        var (position, at) = Read(query["cursor"].ToString());
        var moment = moments.At(at ?? clock.Now);
        var account = context.Request.RouteValues["account"]?.ToString();
        var rest = string.Join('&', query.Where(one => one.Key != "cursor").Select(one => $"{one.Key}={one.Value}"));
        return new(
            moment, query, context.Request.RouteValues["zone"]?.ToString(), account == DnsEstate.AccountId(moment.Company) ? null : account,
            position, string.Create(CultureInfo.InvariantCulture, $"{rest}@{position}"));
    }

    private static (int, DateTimeOffset?) Read(string cursor)
    {
        try
        {
            return cursor.Length == 0 ? (0, null)
                : Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('|') is [var position, var ticks]
                    ? (int.Parse(position, CultureInfo.InvariantCulture), new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero))
                    : throw new FormatException("There is no bar in it.");
        }
        catch (FormatException)
        {
            throw new CloudflareException(400, 1001, "Invalid cursor");
        }
    }
}

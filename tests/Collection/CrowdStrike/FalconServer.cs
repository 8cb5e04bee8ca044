using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Raposa.Collection.Sources;

namespace Raposa.Collection.CrowdStrike;

/// <summary>A Falcon tenant of a few hosts, with the envelope, the tokens and the pages that Falcon documents.</summary>
internal sealed class FalconServer : IAsyncDisposable
{
    private VendorServer? _server;

    public IReadOnlyList<string> Hosts { get; set; } = ["aid-1", "aid-2", "aid-3"];

    /// <summary>Answers a request in place of the tenant, if it returns true.</summary>
    public Func<HttpContext, Task<bool>> Interruption { get; set; } = _ => Task.FromResult(false);

    /// <summary>Tokens that were given, and are good.</summary>
    public HashSet<string> Tokens { get; } = [];

    public int TokensGiven { get; private set; }

    /// <summary>The bodies of posts.</summary>
    public List<string> Bodies { get; } = [];

    public Uri Address => _server!.Address;

    public IEnumerable<string> Asked => _server!.Asked.Where(asked => !asked.StartsWith("POST /oauth2", StringComparison.Ordinal));

    public static async Task<FalconServer> StartAsync()
    {
        var falcon = new FalconServer();
        falcon._server = await VendorServer.StartAsync(falcon.AnswerAsync);
        return falcon;
    }

    public static string Envelope(IEnumerable<string> resources, string pagination, string errors = "") =>
        $$"""{"meta":{"query_time":0.01,"pagination":{{pagination}},"trace_id":"t"},"errors":[{{errors}}],"resources":[{{string.Join(',', resources)}}]}""";

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/oauth2/token")
        {
            await GiveTokenAsync(context);
        }
        else if (!await Interruption(context))
        {
            await (Tokens.Contains(context.Request.Headers.Authorization.ToString())
                ? ListAsync(context)
                : VendorServer.JsonAsync(context, Refusal(401, "access denied, invalid bearer token"), 401));
        }
    }

    private async Task GiveTokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["client_secret"] != "a secret")
        {
            await VendorServer.JsonAsync(context, Refusal(403, "access denied, authorization failed"), 403);
            return;
        }

        TokensGiven++;
        Tokens.Add($"Bearer token-{TokensGiven}");
        context.Response.Headers["X-Cs-Region"] = "eu-1";
        await VendorServer.JsonAsync(context, $$"""{"access_token":"token-{{TokensGiven}}","expires_in":1799,"token_type":"bearer"}""", 201);
    }

    private async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var body = context.Request.Method == "POST" ? await new StreamReader(context.Request.Body).ReadToEndAsync() : "";
        Bodies.Add(body);
        await VendorServer.JsonAsync(context, context.Request.Path.Value switch
        {
            // Two hosts a page, whatever is asked for: the token is where the next begins.
            "/devices/combined/devices/v1" => Page(Position(query), host => $$"""{"device_id":"{{host}}","hostname":"h"}""", "next"),
            "/devices/queries/devices-scroll/v1" => Page(Position(query), host => $"\"{host}\"", "offset"),
            "/devices/entities/devices/v2" => Envelope(
                JsonNode.Parse(body)!["ids"]!.AsArray().Select(id => (string)id!).Where(Hosts.Contains).Select(id => $$"""{"device_id":"{{id}}"}"""), "null"),
            _ => Refusal(404, "no such path"),
        });
    }

    private string Page(int position, Func<string, string> show, string token)
    {
        var end = position + 2;
        return Envelope(
            Hosts.Skip(position).Take(2).Select(show),
            $$"""{"total":{{Hosts.Count}},"limit":2,"{{token}}":"{{(end < Hosts.Count ? $"at-{end}" : "")}}"}""");
    }

    private static int Position(IQueryCollection query) =>
        query["offset"].ToString() is { Length: > 0 } token ? int.Parse(token["at-".Length..]) : 0;

    private static string Refusal(int code, string message) => $$"""{"meta":{"trace_id":"t"},"errors":[{"code":{{code}},"message":"{{message}}"}]}""";
}

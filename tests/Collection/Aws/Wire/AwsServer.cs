using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Raposa.Collection;

/// <summary>A server on loopback that is asked as AWS is, and answers what a test says.</summary>
internal sealed class AwsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AwsServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>In the order they came.</summary>
    public ConcurrentQueue<AwsHit> Hits { get; } = new();

    public IEnumerable<AwsHit> HitsOf(string operation) => Hits.Where(hit => hit.Operation == operation);

    /// <param name="answer">What to say; STS is answered by itself if it says null.</param>
    public static async Task<AwsServer> StartAsync(Func<AwsHit, AwsReply?> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new AwsServer(builder.Build());
        server._app.Run(context => server.AnswerAsync(context, answer));
        await server._app.StartAsync();
        server.Address = new(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<AwsHit, AwsReply?> answer)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var hit = AwsHit.Of(context, Encoding.UTF8.GetString(body.ToArray()));
        Hits.Enqueue(hit);
        await (answer(hit) ?? StsAnswers.To(hit)).WriteAsync(context);
    }
}

/// <summary>One request that came.</summary>
internal sealed record AwsHit(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Of the form, the target header, or the path.</summary>
    public string Operation => Field("Action")
        ?? Headers.GetValueOrDefault("X-Amz-Target")?.Split('.')[^1]
        ?? Target.Split('?')[0];

    /// <summary>Who signed, by the key's id; null if nobody did.</summary>
    public string? SignedBy => Credential?[0];

    public string? SignedRegion => Credential?[2];

    public string? SignedService => Credential?[3];

    private string[]? Credential => Headers.GetValueOrDefault("Authorization")?.Split("Credential=")[1].Split(',')[0].Split('/');

    public string? Field(string name) => Body.Split('&').Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2 && Uri.UnescapeDataString(pair[0]) == name)
        .Select(pair => Uri.UnescapeDataString(pair[1])).FirstOrDefault();

    public static AwsHit Of(HttpContext context, string body) => new(
        context.Request.Method,
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget,
        context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        body);
}

/// <summary>One answer.</summary>
internal sealed record AwsReply(int Status, string Body)
{
    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Half of the body, and then the connection breaks.</summary>
    public bool IsCut { get; init; }

    public static AwsReply Ok(string body) => new(200, body);

    public static AwsReply Ec2Error(int status, string code, string message = "said so") => new(
        status, $"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>r</RequestID></Response>");

    public static AwsReply QueryError(int status, string code, string message = "said so") => new(
        status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>");

    public static AwsReply JsonError(int status, string code, string message = "said so") => new(
        status, $$"""{"__type":"com.amazonaws#{{code}}","message":"{{message}}"}""");

    public async Task WriteAsync(HttpContext context)
    {
        var bytes = Encoding.UTF8.GetBytes(Body);
        context.Response.StatusCode = Status;
        context.Response.ContentLength = bytes.Length;
        foreach (var (name, value) in Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(IsCut ? bytes.AsMemory(0, bytes.Length / 2) : bytes);
        if (IsCut)
        {
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Raposa.Accounts;
using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>STS, S3 and CloudTrail on loopback, as far as a trail needs them, and the platform's own client in front.</summary>
internal sealed class TrailServer : IAsyncDisposable, IAwsConnections, IWebIdentityTokenSource
{
    private readonly TrailFolder _folder;
    private readonly WebApplication _app;
    private AwsSessions _sessions = null!;

    private TrailServer(TrailFolder folder, WebApplication app) => (_folder, _app) = (folder, app);

    public AwsTrailClient Source { get; private set; } = null!;

    /// <summary>What DescribeTrails answers.</summary>
    public string Trails { get; set; } =
        """
        {"trailList":[{"Name":"management-events","S3BucketName":"corvina-trail","IsMultiRegionTrail":true,"IsOrganizationTrail":false,"HomeRegion":"us-east-1","TrailARN":"arn:aws:cloudtrail:us-east-1:222222222222:trail/management-events"}]}
        """;

    /// <summary>Whether S3 refuses.</summary>
    public bool IsDenied { get; set; }

    /// <summary>What was asked: operation, the region it was signed for, body.</summary>
    public ConcurrentQueue<(string Operation, string Region, string Body)> Calls { get; } = [];

    public static async Task<TrailServer> StartAsync(TrailFolder folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new TrailServer(folder, builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();

        var (options, address) = (new AwsOptions(), server._app.Urls.Single());
        var surroundings = AwsSurroundings.On(TimeProvider.System, () => 0);
        var http = new AwsHttpClient(AwsHttpClient.NewHttpClient());
        string? Configured(string name) => name == "AWS_ENDPOINT_URL" ? address : null;
        var caller = new AwsCallerClient(http, new(Configured), options, surroundings);
        var sts = new StsSessions(AwsModels.Embedded, caller, options);
        server._sessions = new(server, sts, new(http, sts, options, Configured), server, options, surroundings);
        server.Source = new(new AwsClient(AwsModels.Embedded, caller, server._sessions));
        return server;
    }

    public Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult<AwsConnection?>(new($"arn:aws:iam::{account.AccountId}:role/Raposa", "external", "us-east-1") { Identity = AwsIdentity.WebIdentity });

    public Task<string> GetTokenAsync(OrganizationId organization, CancellationToken cancellationToken) => Task.FromResult("token");

    public async ValueTask DisposeAsync()
    {
        _sessions.Dispose();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var signed = context.Request.Headers.Authorization.ToString().Split('/');
        var operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        Calls.Enqueue((operation, signed.Length > 2 ? signed[2] : "", body));
        switch (operation)
        {
            case "DescribeTrails":
                await context.Response.WriteAsync(Trails);
                break;
            case "DescribeOrganization":
                await context.Response.WriteAsync("""{"Organization":{"Id":"o-exampleorgid"}}""");
                break;
            case "ListPublicKeys":
                // On the wire times are seconds.
                await context.Response.WriteAsync(TrailFolder.KeysJson()
                    .Replace("\"2024-01-01T00:00:00Z\"", "1704067200", StringComparison.Ordinal)
                    .Replace("\"2024-12-31T00:00:00Z\"", "1735603200", StringComparison.Ordinal));
                break;
            case "LookupEvents":
                await context.Response.WriteAsync(body.Contains("NextToken", StringComparison.Ordinal)
                    ? """{"Events":[{"EventId":"2","CloudTrailEvent":"{\"eventID\":\"2\"}"}]}"""
                    : """{"Events":[{"EventId":"1","CloudTrailEvent":"{\"eventID\":\"1\"}"}],"NextToken":"t"}""");
                break;
            case var _ when body.Contains("Action=AssumeRoleWithWebIdentity", StringComparison.Ordinal):
                await context.Response.WriteAsync(
                    """
                    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
                    <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
                    </Credentials></AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>
                    """);
                break;
            case var _ when IsDenied:
                await FailAsync(context, 403, "AccessDenied");
                break;
            case var _ when context.Request.Query["list-type"] == "2":
                await ListAsync(context);
                break;
            default:
                await GetAsync(context);
                break;
        }
    }

    // Two keys a page.
    private async Task ListAsync(HttpContext context)
    {
        var keys = Directory.EnumerateFiles(_folder.Folder, "*.json.gz", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder.Folder, path))
            .Where(key => key.StartsWith(context.Request.Query["prefix"].ToString(), StringComparison.Ordinal)
                && string.CompareOrdinal(key, context.Request.Query["start-after"].ToString()) > 0)
            .Order(StringComparer.Ordinal)
            .ToList();
        var contents = keys.Take(2).Select(key =>
            $"<Contents><Key>{key}</Key><LastModified>2024-02-28T23:10:00.000Z</LastModified><Size>{new FileInfo(_folder.PathOf(key)).Length}</Size></Contents>");
        await context.Response.WriteAsync(
            $"""
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>corvina-trail</Name>
            <IsTruncated>{(keys.Count > 2 ? "true" : "false")}</IsTruncated>{string.Concat(contents)}</ListBucketResult>
            """);
    }

    private async Task GetAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var key = Uri.UnescapeDataString(target.Split('?')[0]["/corvina-trail/".Length..]);
        if (!File.Exists(_folder.PathOf(key)))
        {
            await FailAsync(context, 404, "NoSuchKey");
            return;
        }

        context.Response.Headers.LastModified = new DateTimeOffset(2024, 2, 28, 23, 10, 0, TimeSpan.Zero).ToString("r", CultureInfo.InvariantCulture);
        if (File.Exists($"{_folder.PathOf(key)}.metadata.json"))
        {
            foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(_folder.ReadMetadata(key)["Metadata"]!)!)
            {
                context.Response.Headers[$"x-amz-meta-{name}"] = value;
            }
        }

        await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(_folder.PathOf(key)));
    }

    private static async Task FailAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync($"<Error><Code>{code}</Code><Message>said so</Message></Error>", Encoding.UTF8);
    }
}

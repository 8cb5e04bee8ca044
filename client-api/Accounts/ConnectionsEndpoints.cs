using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Collection;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Accounts;

/// <summary>How accounts are reached: an AWS role, a Falcon API client, a Cloudflare token. What is secret goes in and never comes out.</summary>
public static class ConnectionsEndpoints
{
    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/connections", GetAll).WithTags("Connections").RequirePermission(Permission.ReadAccounts)
            .WithName("ListConnections").WithSummary("Every connection, given up ones too, in the order of their account ids.");

        var connection = routes.MapGroup("/v1/accounts/{accountId}/connection").WithTags("Connections");
        connection.MapGet("", Get).RequirePermission(Permission.ReadAccounts).WithName("GetConnection")
            .WithSummary("How one account is reached.").ProducesProblem(StatusCodes.Status404NotFound);
        connection.MapPost("", Connect).RequirePermission(Permission.ManageAccounts).WithName("ConnectAccount")
            .WithSummary("Connects an account. For AWS it answers the role to set up, with its CloudFormation and Terraform; then test it. Repeating it changes the connection.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        connection.MapPost("/test", Test).RequirePermission(Permission.ManageAccounts).WithName("TestConnection")
            .WithSummary("Tries the connection now. The first time that it works its sources are read.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        connection.MapDelete("", Disconnect).RequirePermission(Permission.ManageAccounts).WithName("DisconnectAccount")
            .WithSummary("Gives the connection up: nothing is read any more, its secrets are forgotten, what was read stays.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ImmutableArray<AccountConnection>>> GetAll(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await ReaderOf(context, grains).GetConnections());

    private static async Task<Results<Ok<AccountConnection>, ProblemHttpResult>> Get(
        string accountId, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetConnection(accountId) is { } connection
            ? TypedResults.Ok(connection)
            : RaposaProblems.NotFound();

    private static async Task<Results<Ok<ConnectionAnswer>, ProblemHttpResult>> Connect(
        string accountId, ConnectRequest request, HttpContext context, IGrainFactory grains)
    {
        if (accountId.Contains('/', StringComparison.Ordinal))
        {
            return RaposaProblems.NotFound();
        }

        ConnectAnswer answer;
        try
        {
            answer = await ConnectTo(new AccountKey(context.GetOrganization(), accountId).ToString(), request, grains);
        }
        catch (InvalidOperationException notConfigured)
        {
            return RaposaProblems.Problem(
                StatusCodes.Status503ServiceUnavailable, "not-configured", "This platform cannot connect such accounts yet.", notConfigured.Message);
        }

        return answer switch
        {
            { Connection: { } connection } => TypedResults.Ok(new ConnectionAnswer(connection, answer.Test, answer.Onboarding)),
            { Test.Failure: { } failure } => RaposaProblems.Problem(
                StatusCodes.Status400BadRequest, "connection-failed", "The connection does not work; nothing was kept.",
                $"{failure.Operation} answered {failure.Code}: {failure.Message}"),
            { Refusal: ConnectionRefusal.NotClaimed } => RaposaProblems.Problem(
                StatusCodes.Status404NotFound, "account-not-claimed", "There is no such account here.", answer.Detail),
            { Refusal: ConnectionRefusal.OtherProvider } => RaposaProblems.Problem(
                StatusCodes.Status409Conflict, "connection-refused", "The account cannot be connected.", answer.Detail),
            _ => RaposaProblems.Problem(
                StatusCodes.Status400BadRequest, "connection-refused", "The account cannot be connected.", answer.Detail),
        };
    }

    private static Task<ConnectAnswer> ConnectTo(string key, ConnectRequest request, IGrainFactory grains) => request.Provider switch
    {
        Provider.Aws => grains.GetGrain<IAwsAccountGrain>(key).Connect(new(request.RoleArn, [.. request.Regions ?? []]) { TrailBuckets = [.. request.TrailBuckets ?? []] }),
        Provider.CrowdStrike => grains.GetGrain<IFalconAccountGrain>(key)
            .Connect(new(request.ClientId ?? "", request.ClientSecret ?? "", request.BaseUrl)),
        Provider.Cloudflare => grains.GetGrain<ICloudflareAccountGrain>(key).Connect(new(request.Token ?? "", request.BaseUrl)),
        _ => Task.FromResult(new ConnectAnswer(null, null, ConnectionRefusal.Invalid, "provider is aws, crowdStrike or cloudflare.")),
    };

    private static async Task<Results<Ok<ConnectionTest>, ProblemHttpResult>> Test(
        string accountId, HttpContext context, IGrainFactory grains) =>
        await AccountOf(accountId, context, grains) is { } account && await account.Test() is { } test
            ? TypedResults.Ok(test)
            : RaposaProblems.NotFound();

    private static async Task<Results<NoContent, ProblemHttpResult>> Disconnect(
        string accountId, HttpContext context, IGrainFactory grains) =>
        await AccountOf(accountId, context, grains) is { } account && await account.Disconnect()
            ? TypedResults.NoContent()
            : RaposaProblems.NotFound();

    /// <summary>The grain of an account that the organization has connected, or null.</summary>
    internal static async Task<IAccountGrain?> AccountOf(string accountId, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetConnection(accountId) is { } connection
            ? grains.GetAccount(connection.Provider, new(context.GetOrganization(), accountId))
            : null;

    private static IAccountReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IAccountReaderGrain>(context.GetOrganization().ToString());
}

/// <summary>What connects an account. Which fields count is decided by the provider.</summary>
/// <param name="Provider">aws, crowdStrike or cloudflare.</param>
/// <param name="RoleArn">AWS: the role to assume; without it the one that the templates make.</param>
/// <param name="Regions">AWS: the regions to read; without them all that are enabled in the account.</param>
/// <param name="TrailBuckets">AWS: the buckets to which its trails deliver, the only objects that the role may read; without them events are looked up.</param>
/// <param name="ClientId">CrowdStrike: of the API client.</param>
/// <param name="ClientSecret">CrowdStrike: sealed before it is stored.</param>
/// <param name="Token">Cloudflare: an API token, sealed before it is stored.</param>
/// <param name="BaseUrl">CrowdStrike and Cloudflare: where the API is, if not at its usual address.</param>
public sealed record ConnectRequest(
    Provider Provider, string? RoleArn = null, string[]? Regions = null, string[]? TrailBuckets = null, string? ClientId = null, string? ClientSecret = null,
    string? Token = null, string? BaseUrl = null)
{
    /// <summary>Without what is secret, wherever it is written.</summary>
    public override string ToString() => $"ConnectRequest {{ Provider = {Provider} }}";
}

/// <param name="Connection">As it is now.</param>
/// <param name="Test">Where it was tried at once.</param>
/// <param name="Onboarding">AWS: what to set up in the account.</param>
public sealed record ConnectionAnswer(AccountConnection Connection, ConnectionTest? Test, AwsOnboarding? Onboarding);

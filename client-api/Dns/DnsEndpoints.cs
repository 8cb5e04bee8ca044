using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Dns;

/// <summary>What stands behind names, which of them lead to nothing, and which origins are reached around their proxy. Each answer says of which analysis it is.</summary>
public static class DnsEndpoints
{
    public static void MapDns(this IEndpointRouteBuilder routes)
    {
        var dns = routes.MapGroup("/v1/dns").WithTags("Dns").RequirePermission(Permission.ReadInventory);

        dns.MapGet("/names", GetNames).WithName("ListDnsNames")
            .WithSummary("Every name of the collected zones with what stands behind it, in the order of names.").ProducesProblem(StatusCodes.Status400BadRequest);
        dns.MapGet("/names/{name}", GetName).WithName("GetDnsName")
            .WithSummary("What stands behind one name: every step with the document that says so, and of a proxied one whether its origin is reached around the proxy.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        dns.MapGet("/dangling", GetDangling).WithName("ListDanglingNames")
            .WithSummary("Names that lead to something that is certainly not there.").ProducesProblem(StatusCodes.Status400BadRequest);
        dns.MapGet("/origins", GetOrigins).WithName("ListDnsOrigins")
            .WithSummary("What stands behind proxied names, and whether the internet reaches it around the proxy: what is exposed first.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <param name="zone">The domain that they are in.</param>
    /// <param name="account">The account that their zone is in.</param>
    /// <param name="standing">resource, dangling, unknown or external.</param>
    /// <param name="proxied">Whether Cloudflare stands before them.</param>
    /// <param name="resource">The id of a resource that stands behind them.</param>
    /// <param name="asOf">Of the last analysis at that time or before.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<DnsNamePage>, ProblemHttpResult>> GetNames(
        HttpContext context, IGrainFactory grains, string? zone, string? account, string? standing, bool? proxied, string? resource, DateTimeOffset? asOf,
        int? limit, string? cursor) => !QueryText.TryRead<DnsStanding>(standing, out var wanted)
        ? QueryText.RefuseName<DnsStanding>("standing", standing)
        : await NamesOf(context, grains, new()
        {
            Zone = zone, AccountId = account, Standing = wanted, IsProxied = proxied, Resource = resource, AsOf = asOf, Limit = limit ?? 100, Cursor = cursor,
        });

    /// <param name="name">The whole name, with or without a dot at its end. One that only a wildcard answers for is answered by it.</param>
    /// <param name="asOf">Of the last analysis at that time or before.</param>
    private static async Task<Results<Ok<DnsAnswer>, ProblemHttpResult>> GetName(
        string name, HttpContext context, IGrainFactory grains, DateTimeOffset? asOf) =>
        await ReaderOf(context, grains).GetName(name, asOf) is { } found ? TypedResults.Ok(found) : RaposaProblems.NotFound();

    /// <param name="zone">The domain that they are in.</param>
    /// <param name="account">The account that their zone is in.</param>
    /// <param name="asOf">Of the last analysis at that time or before.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static Task<Results<Ok<DnsNamePage>, ProblemHttpResult>> GetDangling(
        HttpContext context, IGrainFactory grains, string? zone, string? account, DateTimeOffset? asOf, int? limit, string? cursor) => NamesOf(
        context, grains, new() { Zone = zone, AccountId = account, Standing = DnsStanding.Dangling, AsOf = asOf, Limit = limit ?? 100, Cursor = cursor });

    /// <param name="verdict">exposed, notExposed or unknown.</param>
    /// <param name="account">The account that the origin is in.</param>
    /// <param name="asOf">Of the last analysis at that time or before.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<DnsOriginPage>, ProblemHttpResult>> GetOrigins(
        HttpContext context, IGrainFactory grains, string? verdict, string? account, DateTimeOffset? asOf, int? limit, string? cursor)
    {
        if (!QueryText.TryRead<DnsOriginVerdict>(verdict, out var wanted))
        {
            return QueryText.RefuseName<DnsOriginVerdict>("verdict", verdict);
        }

        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("origins");
        }

        try
        {
            return TypedResults.Ok(await ReaderOf(context, grains).GetOrigins(
                new() { Verdict = wanted, AccountId = account, AsOf = asOf, Limit = limit ?? 100, Cursor = cursor }));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    private static async Task<Results<Ok<DnsNamePage>, ProblemHttpResult>> NamesOf(HttpContext context, IGrainFactory grains, DnsNameQuery query)
    {
        if (query.Limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("names");
        }

        try
        {
            return TypedResults.Ok(await ReaderOf(context, grains).GetNames(query));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    private static IDnsReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IDnsReaderGrain>(context.GetOrganization().ToString());
}

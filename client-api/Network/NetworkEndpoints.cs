using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;

namespace Raposa.Network;

/// <summary>What reaches what, as of a time. An end that is not known, or is another organization's, is unknown, and said so.</summary>
public static class NetworkEndpoints
{
    private const int MaxHops = 12;

    public static void MapNetwork(this IEndpointRouteBuilder routes)
    {
        var network = routes.MapGroup("/v1/network").WithTags("Network").RequirePermission(Permission.ReadInventory);

        network.MapGet("/exposure", GetExposure).WithName("GetNetworkExposure")
            .WithSummary("What the internet reaches, on which ports and by which rules, and of what that is unknown.").ProducesProblem(StatusCodes.Status400BadRequest);
        network.MapGet("/query", Ask).WithName("AskNetwork")
            .WithSummary("Whether one end reaches another, with the packet and rules that prove it.").ProducesProblem(StatusCodes.Status400BadRequest);
        network.MapGet("/paths", GetPaths).WithName("GetNetworkPaths")
            .WithSummary("The ways from one end to another, from host to host.").ProducesProblem(StatusCodes.Status400BadRequest);
        network.MapGet("/blast-radius", GetBlastRadius).WithName("GetBlastRadius")
            .WithSummary("Everything that somebody reaches from a place, nearest first.").ProducesProblem(StatusCodes.Status400BadRequest);
        network.MapGet("/cut", GetCut).WithName("GetNetworkCut")
            .WithSummary("The fewest rules whose removal cuts every way from one end to another.");
        network.MapPost("/what-if", TryWithout).WithName("TryNetworkWithout")
            .WithSummary("The verdict before and after rules are removed or a port is closed. Nothing is changed.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <param name="asOf">A time; now, where it is left out. A next page is of the same time: the basis says which.</param>
    /// <param name="limit">1 to 200; all of them, where it is left out.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<NetworkExposureList>, ProblemHttpResult>> GetExposure(
        HttpContext context, IGrainFactory grains, DateTimeOffset? asOf, int? limit, string? cursor)
    {
        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("exposures");
        }

        var skip = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
        {
            return QueryText.RefuseCursor();
        }

        var page = await ReaderOf(context, grains).GetExposurePage(asOf, skip, limit ?? int.MaxValue);
        var next = skip + page.Exposures.Length < page.Total ? (skip + page.Exposures.Length).ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new NetworkExposureList(page.Basis, page.Exposures, page.Total, next));
    }

    /// <param name="from">internet, an address, or the id of an interface, an instance, a database, a load balancer, a VPC, a subnet or a security group.</param>
    /// <param name="to">The same.</param>
    /// <param name="protocol">tcp, udp, icmp, icmpv6, a number, or any.</param>
    /// <param name="port">0 to 65535; of ICMP a type.</param>
    /// <param name="asOf">A time; now, where it is left out.</param>
    private static async Task<Results<Ok<NetworkAnswer>, ProblemHttpResult>> Ask(
        HttpContext context, IGrainFactory grains, string from, string to, string? protocol, int? port, DateTimeOffset? asOf)
    {
        try
        {
            return TypedResults.Ok(await ReaderOf(context, grains).Ask(
                new() { From = from, To = to, Protocol = protocol, Port = port, AsOf = asOf }));
        }
        catch (ArgumentException refused)
        {
            return QueryText.Refuse(refused.Message);
        }
    }

    /// <param name="from">As for a query.</param>
    /// <param name="to">The same; the internet is no target.</param>
    /// <param name="hops">1 to 12.</param>
    /// <param name="limit">1 to 200 ways.</param>
    /// <param name="asOf">A time; now, where it is left out.</param>
    private static async Task<Results<Ok<NetworkPaths>, ProblemHttpResult>> GetPaths(
        HttpContext context, IGrainFactory grains, string from, string to, int? hops, int? limit, DateTimeOffset? asOf)
    {
        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("ways");
        }

        return hops is < 1 or > MaxHops
            ? RefuseHops()
            : TypedResults.Ok(await ReaderOf(context, grains).GetPaths(
                new() { From = from, To = to, Hops = hops ?? 6, Limit = limit ?? 50, AsOf = asOf }));
    }

    /// <param name="from">As for a query.</param>
    /// <param name="hops">1 to 12.</param>
    /// <param name="asOf">A time; now, where it is left out.</param>
    private static async Task<Results<Ok<NetworkReach>, ProblemHttpResult>> GetBlastRadius(
        HttpContext context, IGrainFactory grains, string from, int? hops, DateTimeOffset? asOf) => hops is < 1 or > MaxHops
        ? RefuseHops()
        : TypedResults.Ok(await ReaderOf(context, grains).GetBlastRadius(from, hops ?? 6, asOf));

    /// <param name="from">As for a query.</param>
    /// <param name="to">The same; the internet is no target.</param>
    /// <param name="asOf">A time; now, where it is left out.</param>
    private static async Task<Ok<NetworkCut>> GetCut(HttpContext context, IGrainFactory grains, string from, string to, DateTimeOffset? asOf) =>
        TypedResults.Ok(await ReaderOf(context, grains).GetCut(from, to, asOf));

    private static async Task<Results<Ok<NetworkWhatIf>, ProblemHttpResult>> TryWithout(
        NetworkChange change, HttpContext context, IGrainFactory grains)
    {
        try
        {
            return TypedResults.Ok(await ReaderOf(context, grains).TryWithout(new()
            {
                Question = new() { From = change.From, To = change.To, Protocol = change.Protocol, Port = change.Port, AsOf = change.AsOf },
                RemovedRules = [.. change.RemovedRules ?? []],
                ClosedIn = [.. change.ClosedIn ?? []],
            }));
        }
        catch (ArgumentException refused)
        {
            return QueryText.Refuse(refused.Message);
        }
    }

    private static ProblemHttpResult RefuseHops() => QueryText.Refuse($"A way has 1 to {MaxHops} hops.");

    private static INetworkReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<INetworkReaderGrain>(context.GetOrganization().ToString());
}

/// <summary>What of the known interfaces the internet reaches.</summary>
/// <param name="Total">On all pages.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record NetworkExposureList(NetworkBasis Basis, ImmutableArray<NetworkExposure> Exposures, int Total, string? Next);

/// <summary>A question, and what is to be otherwise.</summary>
/// <param name="RemovedRules">Ids of rules of security groups and of entries of network ACLs, as verdicts name them.</param>
/// <param name="ClosedIn">Security groups in which the protocol and port of the question are closed.</param>
public sealed record NetworkChange(
    [property: Required, StringLength(500, MinimumLength = 1)] string From,
    [property: Required, StringLength(500, MinimumLength = 1)] string To,
    string? Protocol,
    int? Port,
    ImmutableArray<string>? RemovedRules,
    ImmutableArray<string>? ClosedIn,
    DateTimeOffset? AsOf);

using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Inventory;

/// <summary>What there was at a time, what it was before, and what differs between two times.</summary>
public static class ResourcesEndpoints
{
    public static void MapResources(this IEndpointRouteBuilder routes)
    {
        var resources = routes.MapGroup("/v1/resources").WithTags("Resources").RequirePermission(Permission.ReadInventory);
        resources.MapGet("", List).WithName("ListResources")
            .WithSummary("Resources as they were at a time. Every page must ask as of the same time.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        resources.MapGet("/{source}/{**key}", Get).WithName("GetResource")
            .WithSummary("One resource as it was at a time, with its document.").ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapGet("/v1/history/{source}/{**key}", GetHistory).WithTags("Resources").RequirePermission(Permission.ReadInventory)
            .WithName("GetResourceHistory")
            .WithSummary("Everything that a resource ever was, newest first: when the vendor says it became so, and when we learned it.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/v1/drift", GetDrift).WithTags("Resources").RequirePermission(Permission.ReadInventory)
            .WithName("GetDrift").WithSummary("What was added, removed and changed between two times, and where.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <param name="source">A source's name, such as aws_ec2_instance.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="region">A region.</param>
    /// <param name="tag">A tag's key, or its key and value as key=value.</param>
    /// <param name="path">A PostgreSQL jsonpath on the document, such as $.State.Name == "running".</param>
    /// <param name="text">A part of the resource's key.</param>
    /// <param name="asOf">A time; without it, now.</param>
    /// <param name="documents">true: with the documents that the vendor returned.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<ResourceList>, ProblemHttpResult>> List(
        HttpContext context, IGrainFactory grains, string? source, string? account, string? region, string? tag, string? path,
        string? text, DateTimeOffset? asOf, bool? documents, int? limit, string? cursor)
    {
        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("resources");
        }

        var equals = tag?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        try
        {
            var page = await ReaderOf(context, grains).GetResources(new()
            {
                Source = source, AccountId = account, Region = region,
                TagKey = equals < 0 ? tag : tag![..equals], TagValue = equals < 0 ? null : tag![(equals + 1)..],
                JsonPath = path, Text = text, AsOf = asOf, WithDocuments = documents ?? false,
                Limit = limit ?? new ResourceQuery().Limit, Cursor = cursor,
            });
            return TypedResults.Ok(new ResourceList([.. page.Resources.Select(ResourceView.Of)], page.Next));
        }
        catch (ArgumentException refused)
        {
            return QueryText.Refuse(refused.Message);
        }
        catch (TimeoutException slow)
        {
            return RaposaProblems.Problem(
                StatusCodes.Status503ServiceUnavailable, "search-too-slow", "The search was given up.", slow.Message);
        }
    }

    /// <param name="account">The account's id.</param>
    /// <param name="region">The region, where the source is read by region.</param>
    /// <param name="asOf">A time; without it, now.</param>
    private static async Task<Results<Ok<ResourceView>, ProblemHttpResult>> Get(
        string source, string key, HttpContext context, IGrainFactory grains, string account, string? region, DateTimeOffset? asOf) =>
        await ReaderOf(context, grains).GetResource(new(account, source, region, key), asOf) is { } resource
            ? TypedResults.Ok(ResourceView.Of(resource))
            : RaposaProblems.NotFound();

    /// <param name="account">The account's id.</param>
    /// <param name="region">The region, where the source is read by region.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<ResourceHistoryView>, ProblemHttpResult>> GetHistory(
        string source, string key, HttpContext context, IGrainFactory grains, string account, string? region, int? limit, string? cursor)
    {
        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("versions");
        }

        try
        {
            return await ReaderOf(context, grains).GetHistory(new(account, source, region, key), limit ?? 50, cursor) is { } history
                ? TypedResults.Ok(ResourceHistoryView.Of(history))
                : RaposaProblems.NotFound();
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    /// <param name="from">The earlier time.</param>
    /// <param name="to">The later time; without it, now.</param>
    /// <param name="source">A source's name.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="region">A region.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<DriftList>, ProblemHttpResult>> GetDrift(
        HttpContext context, IGrainFactory grains, TimeProvider time, DateTimeOffset from, DateTimeOffset? to, string? source,
        string? account, string? region, int? limit, string? cursor)
    {
        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("resources");
        }

        try
        {
            var query = new DriftQuery
            {
                From = from, To = to ?? time.GetUtcNow(), Source = source, AccountId = account, Region = region,
                Limit = limit ?? 50, Cursor = cursor,
            };
            var page = await ReaderOf(context, grains).GetDrift(query);
            return TypedResults.Ok(new DriftList(query.From, query.To, [.. page.Resources.Select(DriftView.Of)], page.Unknown, page.Next));
        }
        catch (ArgumentException refused)
        {
            return QueryText.Refuse(refused.Message);
        }
    }

    internal static IInventoryReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IInventoryReaderGrain>(context.GetOrganization().ToString());
}

public sealed record ResourceList(ImmutableArray<ResourceView> Resources, string? Next);

/// <param name="To">As asked, or the time of the answer: pass it again for the next page.</param>
/// <param name="Unknown">What cannot be compared: nothing had been sealed of it by the first time.</param>
public sealed record DriftList(
    DateTimeOffset From, DateTimeOffset To, ImmutableArray<DriftView> Resources, ImmutableArray<ChainName> Unknown, string? Next);

using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Inventory;

/// <summary>What each run saw, and how well each source is known.</summary>
public static class SnapshotsEndpoints
{
    public static void MapSnapshots(this IEndpointRouteBuilder routes)
    {
        var snapshots = routes.MapGroup("/v1/snapshots").WithTags("Snapshots").RequirePermission(Permission.ReadInventory);
        snapshots.MapGet("", List).WithName("ListSnapshots")
            .WithSummary("Newest first, open, partial and failed ones included. Pass a page's next as cursor for the page after it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        snapshots.MapGet("/{id:guid}", Get).WithName("GetSnapshot")
            .WithSummary("One snapshot. A closed one never changes: its id is its entity tag.")
            .ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapGet("/v1/coverage", GetCoverage).WithTags("Snapshots").RequirePermission(Permission.ReadInventory)
            .WithName("GetCoverage")
            .WithSummary("What is known of each source, account and region that was ever collected, and how well.");
        routes.MapGet("/v1/schema-drift", GetSchemaDrift).WithTags("Snapshots").RequirePermission(Permission.ReadInventory)
            .WithName("ListSchemaDrift")
            .WithSummary("Changes of the vendors' schemas, newest first, with what of this platform reads the path.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <param name="account">The account's id.</param>
    /// <param name="source">A source's name, such as aws_ec2_instance.</param>
    /// <param name="region">A region.</param>
    /// <param name="status">open, sealed, partial or failed.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<SnapshotPage>, ProblemHttpResult>> List(
        HttpContext context, IGrainFactory grains, string? account, string? source, string? region, string? status, int? limit, string? cursor)
    {
        if (!QueryText.TryRead<SnapshotStatus>(status, out var wanted))
        {
            return QueryText.RefuseName<SnapshotStatus>("status", status);
        }

        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("snapshots");
        }

        try
        {
            return TypedResults.Ok(await ResourcesEndpoints.ReaderOf(context, grains).GetSnapshots(new()
            {
                AccountId = account, Source = source, Region = region, Status = wanted,
                Limit = limit ?? new SnapshotQuery().Limit, Cursor = cursor,
            }));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    private static async Task<Results<Ok<Snapshot>, StatusCodeHttpResult, ProblemHttpResult>> Get(
        Guid id, HttpContext context, IGrainFactory grains)
    {
        if (await ResourcesEndpoints.ReaderOf(context, grains).GetSnapshot(id) is not { } snapshot)
        {
            return RaposaProblems.NotFound();
        }

        if (snapshot.ClosedAt is not null)
        {
            var tag = $"\"{id:D}\"";
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch.Contains(tag))
            {
                return TypedResults.StatusCode(StatusCodes.Status304NotModified);
            }
        }

        return TypedResults.Ok(snapshot);
    }

    /// <param name="account">The account's id.</param>
    /// <param name="source">A source's name.</param>
    /// <param name="region">A region.</param>
    /// <param name="asOf">A time; without it, now.</param>
    private static async Task<Ok<Coverage>> GetCoverage(
        HttpContext context, IGrainFactory grains, TimeProvider time, string? account, string? source, string? region, DateTimeOffset? asOf)
    {
        var at = asOf ?? time.GetUtcNow();
        var chains = await ResourcesEndpoints.ReaderOf(context, grains)
            .GetCoverage(new() { AccountId = account, Source = source, Region = region, AsOf = at });
        return TypedResults.Ok(new Coverage(
            at, chains.Length, chains.Count(chain => chain.State == CoverageState.Known), chains));
    }

    /// <param name="source">A source's name.</param>
    /// <param name="open">true: only what still is so.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<SchemaDriftPage>, ProblemHttpResult>> GetSchemaDrift(
        HttpContext context, IGrainFactory grains, string? source, bool? open, int? limit, string? cursor)
    {
        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("changes");
        }

        try
        {
            return TypedResults.Ok(await ResourcesEndpoints.ReaderOf(context, grains).GetSchemaDrift(new()
            {
                Source = source, OnlyOpen = open ?? false, Limit = limit ?? new SchemaDriftQuery().Limit, Cursor = cursor,
            }));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }
}

/// <summary>How well the organization's resources were known at a time.</summary>
/// <param name="AsOf">The time.</param>
/// <param name="Expected">How many sources, accounts and regions there are: the denominator.</param>
/// <param name="Known">Of how many everything was known. Of the others, absence proves nothing.</param>
/// <param name="Chains">Each of them.</param>
public sealed record Coverage(DateTimeOffset AsOf, int Expected, int Known, ImmutableArray<ChainCoverage> Chains);

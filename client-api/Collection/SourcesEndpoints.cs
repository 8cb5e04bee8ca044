using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Accounts;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Collection;

/// <summary>What is read from each account, how often, and how that goes.</summary>
public static class SourcesEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var sources = routes.MapGroup("/v1/sources").WithTags("Sources");
        sources.MapGet("", List).RequirePermission(Permission.ReadCollection).WithName("ListSources")
            .WithSummary("Every planned source of every connected account, in the order of account, source and region.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        sources.MapGet("/health", GetHealth).RequirePermission(Permission.ReadCollection).WithName("GetSourcesHealth")
            .WithSummary("How many sources are in which state, and each that is not well with the vendor's own words.");

        var cadences = routes.MapGroup("/v1/cadences").WithTags("Sources");
        cadences.MapGet("", GetCadences).RequirePermission(Permission.ReadCollection).WithName("ListCadences")
            .WithSummary("The cadences that the organization decided, by source; every other source adapts its own.");
        cadences.MapPut("", SetCadence).RequirePermission(Permission.ManageCollection).WithName("SetCadence")
            .WithSummary("Sets how often a source is read, in all accounts, in place of the adaptive cadence.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        cadences.MapDelete("/{source}", RemoveCadence).RequirePermission(Permission.ManageCollection).WithName("RemoveCadence")
            .WithSummary("Gives the cadence back to the source, which adapts it.").ProducesProblem(StatusCodes.Status404NotFound);

        routes.MapPost("/v1/accounts/{accountId}/sources/{source}/run", Run).WithTags("Sources")
            .RequirePermission(Permission.ManageCollection).WithName("RunSource")
            .WithSummary("Reads a source now; where it is being read, that run is the answer. Watch it at /v1/runs/{id}.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="account">The account's id.</param>
    /// <param name="source">A source's name, such as aws_ec2_instance.</param>
    /// <param name="region">A region.</param>
    /// <param name="state">notEnabled, circuitOpen, silent, failing, neverRun, late or healthy.</param>
    private static async Task<Results<Ok<SourceList>, ProblemHttpResult>> List(
        HttpContext context, IGrainFactory grains, string? account, string? source, string? region, string? state)
    {
        if (!QueryText.TryRead<SourceState>(state, out var wanted))
        {
            return QueryText.RefuseName<SourceState>("state", state);
        }

        return TypedResults.Ok(new SourceList(await ReaderOf(context, grains)
            .GetSources(new() { AccountId = account, Source = source, Region = region, State = wanted })));
    }

    private static async Task<Ok<SourcesHealth>> GetHealth(HttpContext context, IGrainFactory grains)
    {
        var all = await ReaderOf(context, grains).GetSources(new());
        return TypedResults.Ok(new SourcesHealth(
            all.Length,
            all.CountBy(one => one.State).OrderBy(pair => pair.Key).ToDictionary(pair => QueryText.NameOf(pair.Key), pair => pair.Value),
            all.Count(one => one.Schedule.SealedAt is not null),
            [.. all.Where(one => one.State is not (SourceState.Healthy or SourceState.NotEnabled))]));
    }

    private static async Task<Ok<ImmutableArray<CadenceSetting>>> GetCadences(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await ReaderOf(context, grains).GetCadences());

    private static async Task<Results<Ok<CadenceSetting>, ProblemHttpResult>> SetCadence(
        NewCadence body, HttpContext context, IGrainFactory grains)
    {
        var period = TimeSpan.FromMinutes(body.Minutes);
        return await CollectionOf(context, grains).SetCadence(body.Source, period)
            ? TypedResults.Ok(new CadenceSetting(body.Source, period))
            : RaposaProblems.NotFound();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveCadence(
        string source, HttpContext context, IGrainFactory grains) =>
        (await ReaderOf(context, grains).GetCadences()).Any(cadence => cadence.Source == source)
        && await CollectionOf(context, grains).SetCadence(source, null)
            ? TypedResults.NoContent()
            : RaposaProblems.NotFound();

    /// <param name="region">One region; without it all that are planned.</param>
    private static async Task<Results<Accepted<RunList>, ProblemHttpResult>> Run(
        string accountId, string source, string? region, HttpContext context, IGrainFactory grains)
    {
        if (await ConnectionsEndpoints.AccountOf(accountId, context, grains) is not { } account
            || await account.RunSource(source, region) is not { IsEmpty: false } runs)
        {
            return RaposaProblems.NotFound();
        }

        return TypedResults.Accepted($"/v1/runs/{runs[0].Run.Id}", new RunList(runs, Next: null));
    }

    internal static ICollectionReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<ICollectionReaderGrain>(context.GetOrganization().ToString());

    private static ICollectionGrain CollectionOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<ICollectionGrain>(context.GetOrganization().ToString());
}

public sealed record SourceList(ImmutableArray<SourceStatus> Sources);

/// <param name="Sources">How many there are: every source of every account, in each region that it is read in.</param>
/// <param name="States">How many are in which state.</param>
/// <param name="Sealed">Of how many a complete snapshot was ever taken.</param>
/// <param name="Unwell">Those that are not well, with the vendor's own words.</param>
public sealed record SourcesHealth(
    int Sources, IReadOnlyDictionary<string, int> States, int Sealed, ImmutableArray<SourceStatus> Unwell);

/// <param name="Source">A source's name, such as aws_ec2_instance.</param>
/// <param name="Minutes">From one minute to thirty days.</param>
public sealed record NewCadence([property: Required] string Source, [property: Range(1, 43_200)] int Minutes);

public sealed record RunList(ImmutableArray<RunRecord> Runs, string? Next);

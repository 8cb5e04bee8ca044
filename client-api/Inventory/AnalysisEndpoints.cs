using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;

namespace Raposa.Inventory;

/// <summary>What is worked out after collection: when, from how much, and how that went.</summary>
public static class AnalysisEndpoints
{
    public static void MapAnalyses(this IEndpointRouteBuilder routes)
    {
        var analyses = routes.MapGroup("/v1/analyses").WithTags("Analyses");
        analyses.MapGet("", List).RequirePermission(Permission.ReadInventory).WithName("ListAnalyses")
            .WithSummary("The last analyses, newest first, each with what its parts found and what broke them.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        analyses.MapPost("", Run).RequirePermission(Permission.ManageCollection).WithName("RunAnalysis")
            .WithSummary("Analyses what is known now, and answers when that is done.");
    }

    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<AnalysisList>, ProblemHttpResult>> List(HttpContext context, IGrainFactory grains, int? limit) =>
        limit is < 1 or > QueryText.MaxLimit
            ? QueryText.RefuseLimit("analyses")
            : TypedResults.Ok(new AnalysisList(await GrainOf(context, grains).GetReports(limit ?? 20)));

    private static async Task<Ok<AnalysisReport>> Run(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await GrainOf(context, grains).Run());

    private static IAnalysisGrain GrainOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IAnalysisGrain>(context.GetOrganization().ToString());
}

/// <summary>The last analyses, newest first.</summary>
public sealed record AnalysisList(ImmutableArray<AnalysisReport> Analyses);

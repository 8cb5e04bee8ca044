using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Collection;

/// <summary>Each pass over a source, in progress and ended.</summary>
public static class RunsEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/v1/runs").WithTags("Runs").RequirePermission(Permission.ReadCollection);
        runs.MapGet("", List).WithName("ListRuns")
            .WithSummary("Newest first. Pass a page's next as cursor for the page after it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        runs.MapGet("/{id:guid}", Get).WithName("GetRun")
            .WithSummary("One run. Its pages and resources grow while it is in progress.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="account">The account's id.</param>
    /// <param name="source">A source's name, such as aws_ec2_instance.</param>
    /// <param name="region">A region.</param>
    /// <param name="status">inProgress, sealed, partial or failed.</param>
    /// <param name="trigger">cadence, manual, event or catchUp.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<RunList>, ProblemHttpResult>> List(
        HttpContext context, IGrainFactory grains, string? account, string? source, string? region, string? status, string? trigger,
        int? limit, string? cursor)
    {
        if (!QueryText.TryRead<RunStatus>(status, out var wantedStatus))
        {
            return QueryText.RefuseName<RunStatus>("status", status);
        }

        if (!QueryText.TryRead<RunTrigger>(trigger, out var wantedTrigger))
        {
            return QueryText.RefuseName<RunTrigger>("trigger", trigger);
        }

        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("runs");
        }

        try
        {
            var page = await SourcesEndpoints.ReaderOf(context, grains).GetRuns(new()
            {
                AccountId = account, Source = source, Region = region, Status = wantedStatus, Trigger = wantedTrigger,
                Limit = limit ?? new RunQuery().Limit, Cursor = cursor,
            });
            return TypedResults.Ok(new RunList(page.Runs, page.Next));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    private static async Task<Results<Ok<RunRecord>, ProblemHttpResult>> Get(Guid id, HttpContext context, IGrainFactory grains) =>
        await SourcesEndpoints.ReaderOf(context, grains).GetRun(id) is { } run ? TypedResults.Ok(run) : RaposaProblems.NotFound();
}

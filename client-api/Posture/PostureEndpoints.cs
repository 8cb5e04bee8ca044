using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Incidents;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Posture;

/// <summary>Checks, their verdicts, and how requirements of frameworks stand. Each answer says of which analysis it is.</summary>
public static class PostureEndpoints
{
    public static RouteGroupBuilder MapPosture(this IEndpointRouteBuilder routes)
    {
        var posture = routes.MapGroup("/v1").WithTags("Posture").RequirePermission(Permission.ReadFindings);

        posture.MapGet("/checks", GetChecks).WithName("ListChecks").WithSummary("Every check, by id, with how many verdicts it has.");
        posture.MapGet("/checks/{id}", GetCheck).WithName("GetCheck")
            .WithSummary("One check: its risk, what to do, what it reads and what it is evidence for.").ProducesProblem(StatusCodes.Status404NotFound);
        posture.MapGet("/posture/results", GetResults).WithName("ListCheckResults")
            .WithSummary("Verdicts, what to mend first in front. Pass a page's next as cursor, and its asOf, for the page after it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        posture.MapGet("/posture/explanation", Explain).WithName("ExplainCheckResult")
            .WithSummary("One verdict, and the same recomputed from the snapshots it was made from.").ProducesProblem(StatusCodes.Status404NotFound);
        posture.MapGet("/compliance", GetFrameworks).WithName("ListFrameworks").WithSummary("The frameworks that checks are evidence for.");
        posture.MapGet("/compliance/{framework}", GetCompliance).WithName("GetCompliance")
            .WithSummary("How each requirement of a framework stood: pass, fail or unknown, with counts and what they are of.")
            .ProducesProblem(StatusCodes.Status404NotFound);

        return posture;
    }

    private static async Task<Ok<CheckList>> GetChecks(HttpContext context, IGrainFactory grains, DateTimeOffset? asOf) =>
        TypedResults.Ok(await ReaderOf(context, grains).GetChecks(asOf));

    private static async Task<Results<Ok<CheckInfo>, ProblemHttpResult>> GetCheck(
        string id, HttpContext context, IGrainFactory grains, DateTimeOffset? asOf) =>
        await ReaderOf(context, grains).GetCheck(id, asOf) is { } check ? TypedResults.Ok(check) : RaposaProblems.NotFound();

    /// <param name="check">A check, or a service: s3 finds every check of it.</param>
    /// <param name="status">pass, fail or unknown.</param>
    /// <param name="severity">The least: informational, low, medium, high or critical.</param>
    /// <param name="account">The account it is in.</param>
    /// <param name="region">The region it is in.</param>
    /// <param name="resource">The resource that it is on.</param>
    /// <param name="asOf">Of the last analysis at that time or before.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<CheckResultList>, ProblemHttpResult>> GetResults(
        HttpContext context, IGrainFactory grains, string? check, string? status, string? severity, string? account, string? region,
        string? resource, DateTimeOffset? asOf, int? limit, string? cursor)
    {
        if (!QueryText.TryRead<CheckStatus>(status, out var wanted))
        {
            return QueryText.RefuseName<CheckStatus>("status", status);
        }

        if (!QueryText.TryRead<Severity>(severity, out var least))
        {
            return QueryText.RefuseName<Severity>("severity", severity);
        }

        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("results");
        }

        try
        {
            var page = await ReaderOf(context, grains).GetResults(new()
            {
                Check = check, Status = wanted, MinimumSeverity = least, AccountId = account, Region = region, Resource = resource, AsOf = asOf,
                Limit = limit ?? 100, Cursor = cursor,
            });
            return TypedResults.Ok(new CheckResultList([.. page.Results.Select(CheckResultView.Of)], page.AsOf, page.Next));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    /// <param name="check">The check.</param>
    /// <param name="account">The account it is in.</param>
    /// <param name="resource">The resource that it is on.</param>
    /// <param name="region">The region it is in, if it is in one.</param>
    /// <param name="asOf">The verdict as it was at that time.</param>
    private static async Task<Results<Ok<CheckExplanationView>, ProblemHttpResult>> Explain(
        HttpContext context, IGrainFactory grains, string check, string account, string resource, string? region, DateTimeOffset? asOf) =>
        await ReaderOf(context, grains).Explain(new(check, account, region, resource), asOf) is { } explanation
            ? TypedResults.Ok(CheckExplanationView.Of(explanation))
            : RaposaProblems.NotFound();

    private static async Task<Ok<ImmutableArray<FrameworkInfo>>> GetFrameworks(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await ReaderOf(context, grains).GetFrameworks());

    private static async Task<Results<Ok<ComplianceReport>, ProblemHttpResult>> GetCompliance(
        string framework, HttpContext context, IGrainFactory grains, DateTimeOffset? asOf) =>
        await ReaderOf(context, grains).GetCompliance(framework, asOf) is { } report ? TypedResults.Ok(report) : RaposaProblems.NotFound();

    private static IPostureReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IPostureReaderGrain>(context.GetOrganization().ToString());
}

/// <param name="AsOf">The time of the analysis; null if there was none.</param>
public sealed record CheckResultList(ImmutableArray<CheckResultView> Results, DateTimeOffset? AsOf, string? Next);

/// <summary>A verdict, its evidence as JSON.</summary>
public sealed record CheckResultView(
    string Check, string AccountId, string? Region, string Resource, CheckStatus Status, Severity Severity, string Reason, DateTimeOffset Since,
    DateTimeOffset? Until, Guid AnalysisId, JsonNode? Evidence)
{
    public static CheckResultView Of(CheckResult result) => new(
        result.Key.Check, result.Key.AccountId, result.Key.Region, result.Key.Resource, result.Status, result.Severity, result.Reason, result.Since,
        result.Until, result.AnalysisId, JsonNode.Parse(result.EvidenceJson));
}

/// <summary>A verdict beside the same recomputed.</summary>
public sealed record CheckExplanationView(CheckResultView Result, CheckInfo Check, CheckResultView? Recomputed, bool IsSame)
{
    public static CheckExplanationView Of(CheckExplanation explanation) => new(
        CheckResultView.Of(explanation.Result), explanation.Check,
        explanation.Recomputed is { } recomputed ? CheckResultView.Of(recomputed) : null, explanation.IsSame);
}

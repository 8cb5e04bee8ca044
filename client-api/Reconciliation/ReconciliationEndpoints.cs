using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Reconciliation;

/// <summary>Which instances have a working sensor. Every number comes with the run that it is of: its time, its denominators, what it read.</summary>
public static class ReconciliationEndpoints
{
    private const int MostHistory = 1000;

    public static void MapReconciliation(this IEndpointRouteBuilder routes)
    {
        var reconciliation = routes.MapGroup("/v1/reconciliation").WithTags("Reconciliation").RequirePermission(Permission.ReadInventory);
        reconciliation.MapGet("", List).WithName("ListReconciliation")
            .WithSummary("Instances and what each counts as, by account and id. Pass a page's next as cursor for the page after it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        reconciliation.MapGet("/coverage", GetCoverage).WithName("GetSensorCoverage")
            .WithSummary("How many of the live instances have a working sensor: by account, role, cluster, snowflake or version.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        reconciliation.MapGet("/history", GetHistory).WithName("ListReconciliationHistory")
            .WithSummary("What each run came to, newest first.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        reconciliation.MapGet("/{account}/{instance}/explain", Explain).WithName("ExplainReconciliation")
            .WithSummary("Why an instance counts as what it does, worked out again from the documents that it names.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="account">The account's id.</param>
    /// <param name="region">A region.</param>
    /// <param name="class">matched, unprotected, unknown or out_of_scope.</param>
    /// <param name="reason">Such as never_seen.</param>
    /// <param name="role">The instance's role.</param>
    /// <param name="cluster">The EKS cluster whose node it is.</param>
    /// <param name="snowflake">eks_node, autoscaled, stack or snowflake.</param>
    /// <param name="environment">Its tag Environment.</param>
    /// <param name="asOf">As the newest run up to this time found it; now unless given.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<ReconciledPageView>, ProblemHttpResult>> List(
        HttpContext context, IGrainFactory grains,
        string? account, string? region, string? @class, string? reason, string? role, string? cluster, string? snowflake, string? environment,
        DateTimeOffset? asOf, int? limit, string? cursor)
    {
        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("instances");
        }

        try
        {
            var page = await ReaderOf(context, grains).GetInstances(new()
            {
                AccountId = account, Region = region, Class = @class, Reason = reason, Role = role, Cluster = cluster, Snowflake = snowflake,
                Environment = environment, AsOf = asOf, Limit = limit ?? new ReconciledQuery().Limit, Cursor = cursor,
            });
            return TypedResults.Ok(new ReconciledPageView(page.Run, [.. page.Instances.Select(ReconciledInstanceView.Of)], page.Next));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    /// <param name="by">account, role, cluster, snowflake or version.</param>
    /// <param name="asOf">Of the newest run up to this time; now unless given.</param>
    private static async Task<Results<Ok<CoverageReport>, ProblemHttpResult>> GetCoverage(
        HttpContext context, IGrainFactory grains, string? by, DateTimeOffset? asOf)
    {
        try
        {
            return await ReaderOf(context, grains).GetCoverage(by ?? "account", asOf) is { } report
                ? TypedResults.Ok(report)
                : RaposaProblems.NotFound();
        }
        catch (ArgumentException unknown)
        {
            return QueryText.Refuse(unknown.Message);
        }
    }

    /// <param name="from">Of runs from this time on.</param>
    /// <param name="to">Of runs up to this time.</param>
    /// <param name="limit">1 to 1000; 200 unless given.</param>
    private static async Task<Results<Ok<HistoryView>, ProblemHttpResult>> GetHistory(
        HttpContext context, IGrainFactory grains, DateTimeOffset? from, DateTimeOffset? to, int? limit) =>
        limit is < 1 or > MostHistory
            ? QueryText.Refuse($"The history is told in 1 to {MostHistory} runs.")
            : TypedResults.Ok(new HistoryView(
                [.. (await ReaderOf(context, grains).GetHistory(from, to, limit ?? QueryText.MaxLimit)).Select(RunFigures.Of)]));

    /// <param name="account">The account's id.</param>
    /// <param name="instance">The instance's id.</param>
    /// <param name="asOf">As the newest run up to this time found it; now unless given.</param>
    private static async Task<Results<Ok<InstanceExplanationView>, ProblemHttpResult>> Explain(
        string account, string instance, HttpContext context, IGrainFactory grains, DateTimeOffset? asOf) =>
        await ReaderOf(context, grains).Explain(new(account, instance), asOf) is { } explanation
            ? TypedResults.Ok(InstanceExplanationView.Of(explanation))
            : RaposaProblems.NotFound();

    private static IReconciliationReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IReconciliationReaderGrain>(context.GetOrganization().ToString());
}

/// <summary>Some instances, with the run that found them so; null where none was made yet.</summary>
public sealed record ReconciledPageView(ReconciliationSummary? Run, ImmutableArray<ReconciledInstanceView> Instances, string? Next);

/// <summary>An instance and what it counts as, with the evidence as JSON.</summary>
public sealed record ReconciledInstanceView(
    string AccountId, string InstanceId, string Region, string Class, string Reason, DateTimeOffset Since, string? Name, string? Role, string? Cluster,
    string Snowflake, string? Environment, DateTimeOffset LaunchedAt, string? Tenant, string? DeviceId, string? MatchedBy, string? SensorVersion,
    JsonNode? Evidence)
{
    public static ReconciledInstanceView Of(ReconciledInstance one) => new(
        one.AccountId, one.InstanceId, one.Region, one.Class, one.Reason, one.Since, one.Name, one.Role, one.Cluster, one.Snowflake, one.Environment,
        one.LaunchedAt, one.Tenant, one.DeviceId, one.MatchedBy, one.SensorVersion, JsonNode.Parse(one.EvidenceJson));
}

/// <summary>Newest first.</summary>
public sealed record HistoryView(ImmutableArray<RunFigures> Runs);

/// <summary>What a run came to, without what it read.</summary>
public sealed record RunFigures(
    Guid RunId, DateTimeOffset AsOf, int Live, int Matched, int Unprotected, int Unknown, decimal? Percent, int Idle,
    int Records, int RecordsMatched, int RecordsUnprotected, int RecordsStale, int RecordsOutOfScope, int RecordsUnknown)
{
    public static RunFigures Of(ReconciliationSummary run) => new(
        run.RunId, run.AsOf, run.Live, run.Matched, run.Unprotected, run.Unknown, run.Percent, run.Idle,
        run.Records, run.RecordsMatched, run.RecordsUnprotected, run.RecordsStale, run.RecordsOutOfScope, run.RecordsUnknown);
}

/// <summary>A verdict with all that it was made from.</summary>
public sealed record InstanceExplanationView(
    ReconciledInstanceView Verdict, ReconciliationSummary Run, RecomputedVerdict Recomputed, ImmutableArray<RungExplanation> Rungs,
    ImmutableArray<SensorExplanation> Sensors, ImmutableArray<ReadDocument> Documents)
{
    public static InstanceExplanationView Of(InstanceExplanation one) => new(
        ReconciledInstanceView.Of(one.Verdict), one.Run, one.Recomputed, one.Rungs, one.Sensors, one.Documents);
}

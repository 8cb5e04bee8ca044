using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Cost;

/// <summary>What accounts cost, what is unusual in it, and who moved it.</summary>
public static class CostEndpoints
{
    private const int UsualDays = 30;

    public static void MapCost(this IEndpointRouteBuilder routes)
    {
        var cost = routes.MapGroup("/v1/cost").WithTags("Cost").RequirePermission(Permission.ReadInventory);
        cost.MapGet("/daily", GetDaily).WithName("GetDailyCost")
            .WithSummary("The cost of each day by service, account, usage type or tag, with how well each account's bill is known.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        cost.MapGet("/anomalies", GetAnomalies).WithName("ListCostAnomalies")
            .WithSummary("Days that the weeks before do not explain, the largest difference first, with what moved and which recorded calls can have moved it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        cost.MapGet("/anomalies/{id:guid}", GetAnomaly).WithName("GetCostAnomaly")
            .WithSummary("One of them.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="by">service, account, usageType or tag.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="from">The first day; without it 30 days before the end.</param>
    /// <param name="to">The day after the last; without it tomorrow.</param>
    /// <param name="asOf">As the bill was known at that time.</param>
    private static async Task<Results<Ok<DailyCost>, ProblemHttpResult>> GetDaily(
        HttpContext context, IGrainFactory grains, TimeProvider time, string? by, string? account, DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset? asOf)
    {
        if (!QueryText.TryRead<CostGrouping>(by, out var grouping))
        {
            return QueryText.RefuseName<CostGrouping>("by", by);
        }

        var end = to ?? new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        var start = from ?? end.AddDays(-UsualDays);
        return start >= end
            ? RaposaProblems.Problem(StatusCodes.Status400BadRequest, "bad-request", "Costs cannot be summed like this.", "from is the first day and to the day after the last: from comes first.")
            : TypedResults.Ok(await ReaderOf(context, grains).GetDaily(
                new() { By = grouping ?? CostGrouping.Service, AccountId = account, From = start, To = end, AsOf = asOf }));
    }

    /// <param name="account">The account's id.</param>
    /// <param name="limit">1 to 200.</param>
    private static async Task<Results<Ok<CostAnomalyList>, ProblemHttpResult>> GetAnomalies(
        HttpContext context, IGrainFactory grains, string? account, int? limit) => limit is < 1 or > QueryText.MaxLimit
        ? QueryText.RefuseLimit("anomalies")
        : TypedResults.Ok(new CostAnomalyList(await ReaderOf(context, grains).GetAnomalies(account, limit ?? 50)));

    private static async Task<Results<Ok<CostAnomaly>, ProblemHttpResult>> GetAnomaly(Guid id, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetAnomaly(id) is { } found ? TypedResults.Ok(found) : RaposaProblems.NotFound();

    private static ICostReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<ICostReaderGrain>(context.GetOrganization().ToString());
}

/// <summary>Anomalies, the largest difference first.</summary>
public sealed record CostAnomalyList(ImmutableArray<CostAnomaly> Anomalies);

using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Ingestion;

/// <summary>How complete CloudTrail is, hour by hour.</summary>
public static class CompletenessEndpoints
{
    public static void MapCompleteness(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/completeness", GetHours)
            .WithTags("Ingestion")
            .WithName("GetCompleteness")
            .WithSummary("Certificates of hours, newest first. All conditions hold together.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .RequirePermission(Permission.ReadEvents);
        routes.MapGet("/v1/completeness/{accountId}/{region}/{hour}", GetHour)
            .WithTags("Ingestion")
            .WithName("GetCompletenessOfHour")
            .WithSummary("One hour's certificate with its digests and log files. The hour is its beginning, such as 2026-03-01T12:00:00Z.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequirePermission(Permission.ReadEvents);
    }

    private static async Task<Results<Ok<CompletenessPage>, ProblemHttpResult>> GetHours(
        [AsParameters] CompletenessFilter filter, HttpContext context, IGrainFactory grains)
    {
        if (!QueryText.TryRead<CompletenessState>(filter.State, out var state))
        {
            return QueryText.RefuseName<CompletenessState>("state", filter.State);
        }

        if (filter.Limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("hours");
        }

        if (HasNul(filter.AccountId) || HasNul(filter.Region))
        {
            return QueryText.Refuse("No account and no region has a NUL character in it.");
        }

        try
        {
            return TypedResults.Ok(await ReaderOf(context, grains).GetHours(filter.ToQuery(state)));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    private static async Task<Results<Ok<CompletenessDetail>, ProblemHttpResult>> GetHour(
        string accountId, string region, string hour, HttpContext context, IGrainFactory grains) =>
        DateTimeOffset.TryParse(hour, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && !HasNul(accountId) && !HasNul(region)
        && await ReaderOf(context, grains).GetHour(accountId, region, time) is { } found
            ? TypedResults.Ok(found)
            : RaposaProblems.NotFound();

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static ICompletenessReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<ICompletenessReaderGrain>(context.GetOrganization().ToString());
}

/// <summary>The query of <c>GET /v1/completeness</c>.</summary>
public sealed record CompletenessFilter
{
    public string? AccountId { get; init; }
    public string? Region { get; init; }

    [Description("Not before this hour.")]
    public DateTimeOffset? From { get; init; }

    [Description("Before this hour.")]
    public DateTimeOffset? To { get; init; }

    [Description("open, complete or incomplete.")]
    public string? State { get; init; }

    [Description("1 to 200; 50 if it is not said.")]
    public int? Limit { get; init; }

    [Description("The next of the page before.")]
    public string? Cursor { get; init; }

    internal CompletenessQuery ToQuery(CompletenessState? state) => new()
    {
        AccountId = AccountId,
        Region = Region,
        From = From,
        To = To,
        State = state,
        Limit = Limit ?? new CompletenessQuery().Limit,
        Cursor = Cursor,
    };
}

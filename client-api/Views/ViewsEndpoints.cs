using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Views;

/// <summary>The questions that people ask again and again, with their answers as rows, as of any time.</summary>
public static class ViewsEndpoints
{
    private const int UsualLimit = 200;
    private const string Csv = "text/csv";
    private static readonly string[] Reserved = ["asOf", "limit", "offset", "format"];

    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        var views = routes.MapGroup("/v1/views").WithTags("Views").RequirePermission(Permission.ReadInventory);
        views.MapGet("", GetCatalogue).WithName("ListViews")
            .WithSummary("Every view: the question it answers, its columns, and the sources that its answer stands on.");
        views.MapGet("/{name}", Read).WithName("ReadView")
            .WithSummary("Rows of a view. Any of its columns may be given in the query with the value it must equal. JSON, or CSV by format=csv, by Accept: text/csv, or by .csv after the name.")
            .Produces<string>(StatusCodes.Status200OK, Csv)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<ViewList>> GetCatalogue(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(new ViewList(await ReaderOf(context, grains).GetCatalogue()));

    /// <param name="name">The view's name; ending in .csv for CSV.</param>
    /// <param name="asOf">A time; now, where it is left out.</param>
    /// <param name="limit">1 to 5000; 200 where it is left out.</param>
    /// <param name="offset">Rows to pass over: what the page before said is next.</param>
    /// <param name="format">json or csv.</param>
    private static async Task<Results<Ok<ViewRows>, ContentHttpResult, ProblemHttpResult>> Read(
        string name, HttpContext context, IGrainFactory grains, DateTimeOffset? asOf, int? limit, int? offset, string? format)
    {
        if (limit is < 1 or > ViewQuery.MaxLimit || offset is < 0)
        {
            return QueryText.Refuse($"A page holds 1 to {ViewQuery.MaxLimit} rows, and an offset is 0 or more.");
        }

        if (format is not (null or "json" or "csv"))
        {
            return QueryText.Refuse($"'{format}' is no format; use json or csv.");
        }

        var isNamedCsv = name.EndsWith(".csv", StringComparison.Ordinal);
        var isCsv = format == "csv" || (format is null && (isNamedCsv || PrefersCsv(context.Request)));
        var answer = await ReaderOf(context, grains).Read(new()
        {
            Name = isNamedCsv ? name[..^4] : name, AsOf = asOf, Limit = limit ?? UsualLimit, Offset = offset ?? 0,
            Filters = [.. context.Request.Query.Where(one => !Reserved.Contains(one.Key, StringComparer.OrdinalIgnoreCase)).SelectMany(one => one.Value, (one, value) => new ViewFilter(one.Key, value ?? ""))],
        });
        return answer switch
        {
            { Refusal: { Reason: ViewRefusalReason.NoSuchView } } => RaposaProblems.NotFound(),
            { Refusal: { Reason: ViewRefusalReason.TooSlow } slow } => RaposaProblems.Problem(
                StatusCodes.Status503ServiceUnavailable, "too-slow", "The view took too long.", slow.Detail),
            { Refusal: { } refused } => QueryText.Refuse(refused.Detail),
            { Page: { } page } when isCsv => CsvOf(context, page),
            _ => TypedResults.Ok(ViewRows.Of(answer.Page!)),
        };
    }

    // What the rows are of stands in headers, because CSV has no place for it.
    private static ContentHttpResult CsvOf(HttpContext context, ViewPage page)
    {
        var headers = context.Response.Headers;
        headers["X-Raposa-As-Of"] = page.AsOf.ToString("O", CultureInfo.InvariantCulture);
        headers["X-Raposa-Coverage"] = page.Coverage;
        headers["X-Raposa-Total"] = page.Total.ToString(CultureInfo.InvariantCulture);
        headers["X-Raposa-Unknown"] = page.Unknown.ToString(CultureInfo.InvariantCulture);
        headers["X-Raposa-Truncated"] = page.Next is null ? "false" : "true";
        if (page.Next is { } next)
        {
            var query = context.Request.Query.Where(one => one.Key is not ("offset" or "asOf")).SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value))
                .Append(KeyValuePair.Create("asOf", (string?)page.AsOf.ToString("O", CultureInfo.InvariantCulture)))
                .Append(KeyValuePair.Create("offset", (string?)next.ToString(CultureInfo.InvariantCulture)));
            headers.Link = $"<{context.Request.Path}{QueryString.Create(query)}>; rel=\"next\"";
        }

        return TypedResults.Text(ViewCsv.Of(page), $"{Csv}; charset=utf-8");
    }

    private static bool PrefersCsv(HttpRequest request) => request.GetTypedHeaders().Accept is { Count: > 0 } accepted
        && accepted.Where(one => one.Quality is null or > 0).OrderByDescending(one => one.Quality ?? 1).First().MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase);

    private static IViewReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IViewReaderGrain>(context.GetOrganization().ToString());
}

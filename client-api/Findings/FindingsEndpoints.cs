using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Incidents;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Findings;

/// <summary>Findings. One of another organization is answered like one that does not exist.</summary>
public static class FindingsEndpoints
{
    public static RouteGroupBuilder MapFindings(this IEndpointRouteBuilder routes)
    {
        var findings = routes.MapGroup("/v1/findings").WithTags("Findings");

        findings.MapGet("/", List).RequirePermission(Permission.ReadFindings).WithName("ListFindings")
            .WithSummary("Latest change first. Pass a page's next as cursor for the page after it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        findings.MapGet("/{id:guid}", Get).RequirePermission(Permission.ReadFindings).WithName("GetFinding")
            .WithSummary("One finding with its history, oldest step first.").ProducesProblem(StatusCodes.Status404NotFound);

        return findings;
    }

    /// <param name="status">open or resolved.</param>
    /// <param name="severity">The least: informational, low, medium, high or critical.</param>
    /// <param name="kind">A kind, or the beginning of kinds up to a dot: collection finds collection.silent.</param>
    /// <param name="account">The account it is in.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<FindingList>, ProblemHttpResult>> List(
        HttpContext context, IGrainFactory grains,
        string? status, string? severity, string? kind, string? account, int? limit, string? cursor)
    {
        if (!QueryText.TryRead<FindingStatus>(status, out var wantedStatus))
        {
            return QueryText.RefuseName<FindingStatus>("status", status);
        }

        if (!QueryText.TryRead<Severity>(severity, out var leastSeverity))
        {
            return QueryText.RefuseName<Severity>("severity", severity);
        }

        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("findings");
        }

        try
        {
            var query = new FindingQuery
            {
                Status = wantedStatus, MinimumSeverity = leastSeverity, Kind = kind, AccountId = account, Cursor = cursor,
            };
            var page = await ReaderOf(context, grains).GetFindings(limit is { } given ? query with { Limit = given } : query);
            return TypedResults.Ok(new FindingList([.. page.Findings.Select(FindingView.Of)], page.Next));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    private static async Task<Results<Ok<FindingView>, ProblemHttpResult>> Get(Guid id, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetFinding(id) is { } finding ? TypedResults.Ok(FindingView.Of(finding)) : RaposaProblems.NotFound();

    internal static IFindingReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IFindingReaderGrain>(context.GetOrganization().ToString());
}

public sealed record FindingList(ImmutableArray<FindingView> Findings, string? Next);

/// <summary>A finding, its evidence as JSON.</summary>
public sealed record FindingView(
    Guid Id, string Fingerprint, string Kind, Severity Severity, FindingStatus Status, string Title, string Detail,
    string? AccountId, string? Region, string Subject, JsonNode? Evidence, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt,
    DateTimeOffset ChangedAt, DateTimeOffset? ResolvedAt, ImmutableArray<FindingChangeView>? History)
{
    public static FindingView Of(Finding finding) => new(
        finding.Id, finding.Fingerprint, finding.Kind, finding.Severity, finding.Status, finding.Title, finding.Detail,
        finding.AccountId, finding.Region, finding.Subject, JsonNode.Parse(finding.EvidenceJson), finding.FirstSeenAt,
        finding.LastSeenAt, finding.ChangedAt, finding.ResolvedAt,
        finding.History is { } history ? [.. history.Select(FindingChangeView.Of)] : null);
}

/// <summary>A step in a finding's life, with what it said from then on.</summary>
public sealed record FindingChangeView(DateTimeOffset At, FindingChangeKind Kind, Severity Severity, string Title, JsonNode? Evidence)
{
    public static FindingChangeView Of(FindingChange change) =>
        new(change.At, change.Kind, change.Severity, change.Title, JsonNode.Parse(change.EvidenceJson));
}

using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Incidents;
using Raposa.Inventory;
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
            .WithSummary("Latest change first, or what to look at first. Suppressed ones are counted, and listed if asked for. Pass a page's next as cursor for the page after it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        findings.MapGet("/summary", GetSummary).RequirePermission(Permission.ReadFindings).WithName("GetFindingSummary")
            .WithSummary("How many findings are open, and how many of them are suppressed: by severity, priority and kind.");
        findings.MapGet("/{id:guid}", Get).RequirePermission(Permission.ReadFindings).WithName("GetFinding")
            .WithSummary("One finding with its history, oldest step first.").ProducesProblem(StatusCodes.Status404NotFound);
        findings.MapGet("/{id:guid}/history", GetHistory).RequirePermission(Permission.ReadFindings).WithName("GetFindingHistory")
            .WithSummary("Its life, oldest step first: when, seen by which analysis or done by whom, and what differs from the step before.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        findings.MapGet("/{id:guid}/explain", Explain).RequirePermission(Permission.ReadFindings).WithName("ExplainFinding")
            .WithSummary("Why it says what it says: the rule, the documents and places that were read, and whether the same comes out of them again.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        findings.MapPut("/{id:guid}/suppression", Suppress).RequirePermission(Permission.ManageFindings).WithName("SuppressFinding")
            .WithSummary("Sets a finding aside until a time. It shows again by itself when that is over, or when it gets worse.")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        findings.MapDelete("/{id:guid}/suppression", LiftSuppression).RequirePermission(Permission.ManageFindings).WithName("LiftFindingSuppression")
            .WithSummary("Lets a suppressed finding show again.").ProducesProblem(StatusCodes.Status404NotFound);

        return findings;
    }

    /// <param name="status">open, resolved or closed.</param>
    /// <param name="severity">The least: informational, low, medium, high or critical.</param>
    /// <param name="kind">A kind, or the beginning of kinds up to a dot: collection finds collection.silent.</param>
    /// <param name="account">The account it is in.</param>
    /// <param name="subject">What it is about, exactly.</param>
    /// <param name="severityTo">The most.</param>
    /// <param name="priority">The least: 1 to 100.</param>
    /// <param name="priorityTo">The most.</param>
    /// <param name="suppressed">exclude, include or only; without it they are excluded.</param>
    /// <param name="sort">changed or priority; without it the latest change comes first.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<FindingList>, ProblemHttpResult>> List(
        HttpContext context, IGrainFactory grains,
        string? status, string? severity, string? severityTo, string? kind, string? account, string? subject, int? priority, int? priorityTo,
        string? suppressed, string? sort, int? limit, string? cursor)
    {
        if (!QueryText.TryRead<FindingStatus>(status, out var wantedStatus))
        {
            return QueryText.RefuseName<FindingStatus>("status", status);
        }

        if (!QueryText.TryRead<Severity>(severity, out var leastSeverity))
        {
            return QueryText.RefuseName<Severity>("severity", severity);
        }

        if (!QueryText.TryRead<Severity>(severityTo, out var mostSeverity))
        {
            return QueryText.RefuseName<Severity>("severity", severityTo);
        }

        if (!QueryText.TryRead<SuppressedFindings>(suppressed, out var wantedSuppressed))
        {
            return QueryText.RefuseName<SuppressedFindings>("suppressed", suppressed);
        }

        if (!QueryText.TryRead<FindingOrder>(sort, out var order))
        {
            return QueryText.RefuseName<FindingOrder>("sort", sort);
        }

        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("findings");
        }

        try
        {
            var query = new FindingQuery
            {
                Status = wantedStatus, MinimumSeverity = leastSeverity, Kind = kind, AccountId = account, Subject = subject,
                MaximumSeverity = mostSeverity,
                MinimumPriority = priority, MaximumPriority = priorityTo, Suppressed = wantedSuppressed ?? SuppressedFindings.Exclude, Order = order ?? FindingOrder.Changed, Cursor = cursor,
            };
            var page = await ReaderOf(context, grains).GetFindings(limit is { } given ? query with { Limit = given } : query);
            return TypedResults.Ok(new FindingList([.. page.Findings.Select(FindingView.Of)], page.Next, page.Counts));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    private static async Task<Results<Ok<FindingView>, ProblemHttpResult>> Get(Guid id, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetFinding(id) is { } finding ? TypedResults.Ok(FindingView.Of(finding)) : RaposaProblems.NotFound();

    private static async Task<Ok<FindingSummary>> GetSummary(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await ReaderOf(context, grains).GetSummary());

    private static async Task<Results<Ok<FindingHistoryView>, ProblemHttpResult>> GetHistory(Guid id, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetHistory(id) is { } history
            ? TypedResults.Ok(new FindingHistoryView([.. history.Select(FindingChangeView.Of)]))
            : RaposaProblems.NotFound();

    private static async Task<Results<Ok<FindingExplanationView>, ProblemHttpResult>> Explain(Guid id, HttpContext context, IGrainFactory grains) =>
        await grains.GetGrain<IFindingExplanationGrain>(context.GetOrganization().ToString()).Explain(id) is { } explanation
            ? TypedResults.Ok(FindingExplanationView.Of(explanation))
            : RaposaProblems.NotFound();

    private static async Task<Results<Ok<FindingView>, ProblemHttpResult>> Suppress(
        Guid id, NewSuppression body, HttpContext context, IGrainFactory grains)
    {
        try
        {
            var person = context.GetSignedIn();
            return await GrainOf(id, context, grains).Suppress(body.Reason, body.Until, person.PersonId, person.Email) is { } finding
                ? TypedResults.Ok(FindingView.Of(finding))
                : RaposaProblems.NotFound();
        }
        catch (ArgumentException refused)
        {
            return RaposaProblems.Problem(
                StatusCodes.Status400BadRequest, "invalid-suppression", "The finding cannot be suppressed like this.", refused.Message);
        }
    }

    private static async Task<Results<Ok<FindingView>, ProblemHttpResult>> LiftSuppression(Guid id, HttpContext context, IGrainFactory grains)
    {
        var person = context.GetSignedIn();
        return await GrainOf(id, context, grains).LiftSuppression(person.PersonId, person.Email) is { } finding
            ? TypedResults.Ok(FindingView.Of(finding))
            : RaposaProblems.NotFound();
    }

    private static IFindingGrain GrainOf(Guid id, HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IFindingGrain>(new FindingKey(context.GetOrganization(), id).ToString());

    internal static IFindingReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IFindingReaderGrain>(context.GetOrganization().ToString());
}

/// <param name="Counts">Of all that fit the conditions, on whichever page: how many, and how many of them are suppressed.</param>
public sealed record FindingList(ImmutableArray<FindingView> Findings, string? Next, FindingCounts Counts);

/// <param name="Reason">Why: 1 to 1000 characters.</param>
/// <param name="Until">In the future, and within 366 days.</param>
public sealed record NewSuppression([property: Required, StringLength(1000, MinimumLength = 1)] string Reason, DateTimeOffset Until);

/// <summary>Why a finding says what it says, its proof as JSON.</summary>
/// <param name="DecidedBy">posture, network, reconciliation, cost, vendor or other.</param>
/// <param name="Rule">The check, or what is a finding of this kind.</param>
/// <param name="AsOf">The time whose newest sealed snapshots it was worked out again from.</param>
/// <param name="Snapshots">Read as a whole, where single documents would be too many to name.</param>
/// <param name="IsSame">Whether the same came out again; null where it cannot be worked out again.</param>
/// <param name="Recomputed">What came out, in a sentence.</param>
public sealed record FindingExplanationView(
    Guid FindingId, string DecidedBy, string Rule, DateTimeOffset? AsOf, ImmutableArray<ExplainedDocument> Documents, ImmutableArray<Guid> Snapshots,
    JsonNode? Witness, bool? IsSame, string Recomputed)
{
    public static FindingExplanationView Of(FindingExplanation one) => new(
        one.FindingId, one.DecidedBy, one.Rule, one.AsOf, one.Documents, one.Snapshots,
        one.WitnessJson is null ? null : JsonNode.Parse(one.WitnessJson), one.IsSame, one.Recomputed);
}

/// <summary>Oldest step first.</summary>
public sealed record FindingHistoryView(ImmutableArray<FindingChangeView> Steps);

/// <summary>A finding, its evidence as JSON.</summary>
public sealed record FindingView(
    Guid Id, string Fingerprint, string Kind, Severity Severity, FindingStatus Status, string Title, string Detail,
    string? AccountId, string? Region, string Subject, JsonNode? Evidence, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt,
    DateTimeOffset ChangedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt, FindingSuppression? Suppression, FindingPriority Priority,
    ImmutableArray<FindingChangeView>? History)
{
    public static FindingView Of(Finding finding) => new(
        finding.Id, finding.Fingerprint, finding.Kind, finding.Severity, finding.Status, finding.Title, finding.Detail,
        finding.AccountId, finding.Region, finding.Subject, JsonNode.Parse(finding.EvidenceJson), finding.FirstSeenAt,
        finding.LastSeenAt, finding.ChangedAt, finding.ResolvedAt, finding.ClosedAt, finding.Suppression, finding.Priority,
        finding.History is { } history ? [.. history.Select(FindingChangeView.Of)] : null);
}

/// <summary>A step in a finding's life, with what it said from then on.</summary>
/// <param name="RunId">The analysis, or the run of a collector, that saw it.</param>
/// <param name="Author">Who suppressed it, or lifted that.</param>
/// <param name="Note">Why.</param>
/// <param name="Until">Of a suppression.</param>
/// <param name="Differences">From the step before: severity, title, and the places of the evidence.</param>
public sealed record FindingChangeView(
    DateTimeOffset At, FindingChangeKind Kind, Severity Severity, string Title, JsonNode? Evidence, Guid? RunId, Guid? Author, string? AuthorName,
    string? Note, DateTimeOffset? Until, ImmutableArray<FindingDifference> Differences)
{
    public static FindingChangeView Of(FindingChange change) => new(
        change.At, change.Kind, change.Severity, change.Title, JsonNode.Parse(change.EvidenceJson), change.RunId, change.Author, change.AuthorName,
        change.Note, change.Until, [.. change.Differences.Select(FindingDifference.Of)]);
}

/// <summary>A place that differs; null where it is not.</summary>
public sealed record FindingDifference(string Path, JsonNode? Old, JsonNode? New)
{
    public static FindingDifference Of(FieldChange change) => new(
        change.Path, change.Old is null ? null : JsonNode.Parse(change.Old), change.New is null ? null : JsonNode.Parse(change.New));
}

using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Incidents;

/// <summary>Incidents. One of another organization is answered like one that does not exist.</summary>
public static class IncidentsEndpoints
{
    public static RouteGroupBuilder MapIncidents(this IEndpointRouteBuilder routes)
    {
        var incidents = routes.MapGroup("/v1/incidents").WithTags("Incidents");

        incidents.MapGet("/", List).RequirePermission(Permission.ReadIncidents).WithName("ListIncidents")
            .WithSummary("Latest activity first. Pass a page's next as cursor for the page after it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        incidents.MapGet("/{id:guid}", Get).RequirePermission(Permission.ReadIncidents).WithName("GetIncident")
            .WithSummary("One incident with its timeline, oldest first.").ProducesProblem(StatusCodes.Status404NotFound);
        incidents.MapPut("/{id:guid}/status", SetStatus).RequirePermission(Permission.ManageIncidents).WithName("SetIncidentStatus")
            .WithSummary("Closes an incident, or opens it again.").ProducesProblem(StatusCodes.Status404NotFound);

        return incidents;
    }

    /// <param name="status">open or closed.</param>
    /// <param name="severity">The least: informational, low, medium, high or critical.</param>
    /// <param name="actor">Exactly as an incident names it.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<IncidentPage>, ProblemHttpResult>> List(
        HttpContext context, IGrainFactory grains, string? status, string? severity, string? actor, int? limit, string? cursor)
    {
        if (!QueryText.TryRead<IncidentStatus>(status, out var wantedStatus))
        {
            return QueryText.RefuseName<IncidentStatus>("status", status);
        }

        if (!QueryText.TryRead<Severity>(severity, out var leastSeverity))
        {
            return QueryText.RefuseName<Severity>("severity", severity);
        }

        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("incidents");
        }

        try
        {
            var query = new IncidentQuery { Status = wantedStatus, MinimumSeverity = leastSeverity, Actor = actor, Cursor = cursor };
            return TypedResults.Ok(await ReaderOf(context, grains).GetIncidents(limit is { } given ? query with { Limit = given } : query));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    private static async Task<Results<Ok<Incident>, ProblemHttpResult>> Get(Guid id, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetIncident(id) is { } incident ? TypedResults.Ok(incident) : RaposaProblems.NotFound();

    private static async Task<Results<Ok<Incident>, ProblemHttpResult>> SetStatus(
        Guid id, NewStatus body, HttpContext context, IGrainFactory grains) =>
        await grains.GetGrain<IIncidentGrain>(new IncidentKey(context.GetOrganization(), id).ToString()).SetStatus(body.Status) is { } incident
            ? TypedResults.Ok(incident)
            : RaposaProblems.NotFound();

    private static IIncidentReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IIncidentReaderGrain>(context.GetOrganization().ToString());
}

public sealed record NewStatus(IncidentStatus Status);

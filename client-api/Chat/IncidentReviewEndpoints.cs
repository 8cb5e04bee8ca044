using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Incidents;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Chat;

/// <summary>What the copilot writes of an incident, and who stands for it.</summary>
public static class IncidentReviewEndpoints
{
    public static RouteGroupBuilder MapIncidentReviews(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("/v1/incidents/{id:guid}/review").WithTags("Incidents");

        reviews.MapPost("/", Write).RequirePermission(Permission.Ask).CountAsQuestion().WithName("ReviewIncident")
            .WithSummary("The review of an incident as its evidence is now: a new version if the evidence changed, else the one that is there.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        reviews.MapGet("/", Get).RequirePermission(Permission.ReadIncidents).WithName("ListIncidentReviews")
            .WithSummary("All versions, newest first, and whether the evidence changed since.").ProducesProblem(StatusCodes.Status404NotFound);
        reviews.MapPost("/{version:int}/accept", Accept).RequirePermission(Permission.ManageIncidents).WithName("AcceptIncidentReview")
            .WithSummary("You stand for a version: it is machine-written no longer. The first who accepts it stands.").ProducesProblem(StatusCodes.Status404NotFound);

        return reviews;
    }

    private static async Task<Results<Ok<IncidentReview>, ProblemHttpResult>> Write(Guid id, HttpContext context, IGrainFactory grains) =>
        await ReviewOf(id, context, grains) is { } grain && await grain.Write() is { } review ? TypedResults.Ok(review) : RaposaProblems.NotFound();

    private static async Task<Results<Ok<IncidentReviews>, ProblemHttpResult>> Get(Guid id, HttpContext context, IGrainFactory grains) =>
        await ReviewOf(id, context, grains) is { } grain && await grain.Get() is { } reviews ? TypedResults.Ok(reviews) : RaposaProblems.NotFound();

    private static async Task<Results<Ok<IncidentReview>, ProblemHttpResult>> Accept(Guid id, int version, HttpContext context, IGrainFactory grains) =>
        await ReviewOf(id, context, grains) is { } grain && await grain.Accept(version, context.GetSignedIn().PersonId) is { } review
            ? TypedResults.Ok(review)
            : RaposaProblems.NotFound();

    // An incident that another one took in goes on as a name of it.
    private static async Task<IIncidentReviewGrain?> ReviewOf(Guid id, HttpContext context, IGrainFactory grains)
    {
        var organization = context.GetOrganization();
        return await grains.GetGrain<IIncidentReaderGrain>(organization.ToString()).GetIncident(id) is { } incident
            ? grains.GetGrain<IIncidentReviewGrain>(new IncidentKey(organization, incident.Id).ToString())
            : null;
    }
}

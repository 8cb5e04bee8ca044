using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Chat;

/// <summary>The search behind the copilot, and how its models do.</summary>
public static class SearchEndpoints
{
    private const int MostAnswers = 1_000;

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/search", Search).WithTags("Search").RequirePermission(Permission.ReadFindings).CountAsQuestion().WithName("Search")
            .WithSummary("Findings and incidents that answer a question, best first, with what the question was read as.");
        routes.MapGet("/v1/models/health", Health).WithTags("Models").RequirePermission(Permission.ReadFindings).WithName("GetModelsHealth")
            .WithSummary("Who served the last answers, how often the first choice did not, and why.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Ok<SearchResult>> Search(SearchQuestion body, HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IRetrievalGrain>(context.GetOrganization().ToString()).Search(body.Question, body.Limit));

    /// <param name="answers">How many answers to look back, 1 to 1000; 100 if it is not said.</param>
    private static async Task<Results<Ok<ModelsHealth>, ProblemHttpResult>> Health(HttpContext context, IGrainFactory grains, int? answers) =>
        answers is < 1 or > MostAnswers
            ? RaposaProblems.Problem(StatusCodes.Status400BadRequest, "bad-request", "answers is a number from 1 to 1000.")
            : TypedResults.Ok(await ConversationsEndpoints.ReaderOf(context, grains).GetHealth(answers ?? 100));
}

public sealed record SearchQuestion([property: Required, StringLength(4_000, MinimumLength = 1)] string Question, [property: Range(1, 50)] int Limit = 20);

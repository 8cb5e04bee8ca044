using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Chat;

/// <summary>Questions and their answers, as they are written.</summary>
public static class TurnsEndpoints
{
    public static RouteGroupBuilder MapTurns(this IEndpointRouteBuilder routes)
    {
        var turns = routes.MapGroup("/v1/conversations/{id:guid}/turns").WithTags("Conversations");

        turns.MapPost("/", Ask).RequirePermission(Permission.Ask).CountAsQuestion().WithName("Ask")
            .WithSummary("Asks a question; the answer streams as events intent, evidence, provider, delta, struck, citation, and done or error.")
            .WithDescription("The header Raposa-Turn names the turn. A provider event with isRestart voids what was read before it.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        turns.MapGet("/{turn:guid}/events", Resume).RequirePermission(Permission.Ask).WithName("ResumeAnswer")
            .WithSummary("The events of an answer after Last-Event-ID, or all of them, while it is written and afterwards.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status404NotFound);
        turns.MapDelete("/{turn:guid}", Stop).RequirePermission(Permission.Ask).WithName("StopAnswer")
            .WithSummary("Stops an answer that is being written; what was written of it stays.").ProducesProblem(StatusCodes.Status404NotFound);

        return turns;
    }

    private static async Task<IResult> Ask(Guid id, NewTurn body, HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var session = ConversationsEndpoints.SessionOf(context, grains, id);
        var asked = await session.Ask(context.GetSignedIn().PersonId, body.Question);
        return asked switch
        {
            { TurnId: { } turn } => new EventStream(session, turn, 0),
            { Refusal: AskRefusal.Busy } => RaposaProblems.Problem(
                StatusCodes.Status409Conflict, "answer-in-progress", "An answer is being written in this conversation.", "Wait for its end, or stop it."),
            { Refusal: AskRefusal.QuotaExceeded } => RaposaProblems.TooMany(
                context, "quota-exceeded", "This month's answers are used up.", "Wait for the next month, or change the plan.", UntilNextMonth(time.GetUtcNow())),
            _ => RaposaProblems.NotFound(),
        };
    }

    private static TimeSpan UntilNextMonth(DateTimeOffset now) => new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1) - now;

    private static async Task<IResult> Resume(Guid id, Guid turn, HttpContext context, IGrainFactory grains)
    {
        var session = ConversationsEndpoints.SessionOf(context, grains, id);
        _ = int.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        return await session.Read(turn, after) is null ? RaposaProblems.NotFound() : new EventStream(session, turn, after);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Stop(Guid id, Guid turn, HttpContext context, IGrainFactory grains)
    {
        var session = ConversationsEndpoints.SessionOf(context, grains, id);
        if (await session.Cancel(turn))
        {
            return TypedResults.NoContent();
        }

        // One that is over cannot be stopped any more, and is.
        return await session.Read(turn, 0) is null ? RaposaProblems.NotFound() : TypedResults.NoContent();
    }
}

public sealed record NewTurn([property: Required, StringLength(4_000, MinimumLength = 1)] string Question);

using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Chat;

/// <summary>Conversations with the copilot. The list is one's own; who has the address of another's, and may ask, may read and go on with it.</summary>
public static class ConversationsEndpoints
{
    public static RouteGroupBuilder MapConversations(this IEndpointRouteBuilder routes)
    {
        var conversations = routes.MapGroup("/v1/conversations").WithTags("Conversations");

        conversations.MapPost("/", Create).RequirePermission(Permission.Ask).WithName("CreateConversation")
            .WithSummary("Begins a conversation. Without a title the first question becomes it.");
        conversations.MapGet("/", List).RequirePermission(Permission.Ask).WithName("ListConversations")
            .WithSummary("Your conversations, latest first, without their turns. Pass a page's next as cursor for the page after it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        conversations.MapGet("/{id:guid}", Get).RequirePermission(Permission.Ask).WithName("GetConversation")
            .WithSummary("One conversation with its turns, oldest first.").ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapGet("/{id:guid}/export", Export).RequirePermission(Permission.Ask).WithName("ExportConversation")
            .WithSummary("One conversation as Markdown, with the evidence that each answer cites.")
            .Produces<string>(StatusCodes.Status200OK, "text/markdown").ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapPatch("/{id:guid}", Rename).RequirePermission(Permission.Ask).WithName("RenameConversation")
            .WithSummary("Gives it another title.").ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapDelete("/{id:guid}", Delete).RequirePermission(Permission.Ask).WithName("DeleteConversation")
            .WithSummary("Ends it with its turns. What was spent stays on record.").ProducesProblem(StatusCodes.Status404NotFound);

        return conversations;
    }

    private static async Task<Created<Conversation>> Create(NewConversation body, HttpContext context, IGrainFactory grains)
    {
        var id = Guid.CreateVersion7();
        var made = await SessionOf(context, grains, id).Create(context.GetSignedIn().PersonId, body.Title);
        return TypedResults.Created($"/v1/conversations/{id:D}", made);
    }

    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">The page before's next.</param>
    private static async Task<Results<Ok<ConversationPage>, ProblemHttpResult>> List(HttpContext context, IGrainFactory grains, int? limit, string? cursor)
    {
        if (limit is < 1 or > QueryText.MaxLimit)
        {
            return QueryText.RefuseLimit("conversations");
        }

        try
        {
            return TypedResults.Ok(await ReaderOf(context, grains).GetConversations(context.GetSignedIn().PersonId, limit ?? 50, cursor));
        }
        catch (ArgumentException)
        {
            return QueryText.RefuseCursor();
        }
    }

    private static async Task<Results<Ok<Conversation>, ProblemHttpResult>> Get(Guid id, HttpContext context, IGrainFactory grains) =>
        await SessionOf(context, grains, id).Get() is { } conversation ? TypedResults.Ok(conversation) : RaposaProblems.NotFound();

    private static async Task<IResult> Export(Guid id, HttpContext context, IGrainFactory grains) =>
        await SessionOf(context, grains, id).Get() is { } conversation
            ? TypedResults.Text(Markdown(conversation), "text/markdown", Encoding.UTF8)
            : RaposaProblems.NotFound();

    private static async Task<Results<Ok<Conversation>, ProblemHttpResult>> Rename(
        Guid id, ConversationTitle body, HttpContext context, IGrainFactory grains) =>
        await SessionOf(context, grains, id).Rename(body.Title) is { } conversation
            ? TypedResults.Ok(conversation)
            : RaposaProblems.NotFound();

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, HttpContext context, IGrainFactory grains) =>
        await SessionOf(context, grains, id).Delete() ? TypedResults.NoContent() : RaposaProblems.NotFound();

    internal static IChatSessionGrain SessionOf(HttpContext context, IGrainFactory grains, Guid id) =>
        grains.GetGrain<IChatSessionGrain>(new ChatSessionKey(context.GetOrganization(), id).ToString());

    internal static IChatReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IChatReaderGrain>(context.GetOrganization().ToString());

    private static string Markdown(Conversation conversation)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"# {conversation.Title}");
        foreach (var turn in conversation.Turns ?? ImmutableArray<Turn>.Empty)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {turn.Question}").AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"{turn.AskedAt:u}, {turn.Provider ?? "nobody"} {turn.Model}{(turn.Struck > 0 ? $", {turn.Struck} sentences struck" : "")}")
                .AppendLine().AppendLine(turn.Answer).AppendLine();
            foreach (var evidence in turn.Evidence.Where(one => turn.Answer.Contains($"[{one.Number}]", StringComparison.Ordinal)))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"[{evidence.Number}] {evidence.Kind} {evidence.Id}: {evidence.Title}");
            }
        }

        return text.ToString();
    }
}

public sealed record NewConversation([property: StringLength(200)] string? Title);

public sealed record ConversationTitle([property: Required, StringLength(200, MinimumLength = 1)] string Title);

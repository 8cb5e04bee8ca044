using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Chat;

/// <summary>A row of <c>chat.conversation</c>.</summary>
internal sealed record ConversationRow(Guid Id, Guid PersonId, string Title, DateTime CreatedAt, DateTime UpdatedAt)
{
    public const string Columns =
        "conversation_id as Id, person_id as PersonId, title as Title, created_at as CreatedAt, updated_at as UpdatedAt";

    public Conversation ToConversation() => new()
    {
        Id = Id, PersonId = PersonId, Title = Title, CreatedAt = new(CreatedAt, TimeSpan.Zero), UpdatedAt = new(UpdatedAt, TimeSpan.Zero),
    };
}

/// <summary>A row of <c>chat.turn</c>, without its events.</summary>
internal sealed record TurnRow(
    Guid Id, string Question, string Answer, short Status, string? Provider, string? Model, string PromptVersion, long PassageVersion,
    bool IsCached, int Struck, string Evidence, DateTime AskedAt, DateTime EndedAt)
{
    public const string Columns =
        "turn_id as Id, question as Question, answer as Answer, status as Status, provider as Provider, model as Model, "
        + "prompt_version as PromptVersion, passage_version as PassageVersion, is_cached as IsCached, struck as Struck, "
        + "evidence::text as Evidence, asked_at as AskedAt, ended_at as EndedAt";

    public Turn ToTurn() => new()
    {
        Id = Id, Question = Question, Answer = Answer, Status = (TurnStatus)Status, Provider = Provider, Model = Model, PromptVersion = PromptVersion,
        PassageVersion = PassageVersion, IsCached = IsCached, Struck = Struck, AskedAt = new(AskedAt, TimeSpan.Zero), EndedAt = new(EndedAt, TimeSpan.Zero),
        Evidence = JsonSerializer.Deserialize<ImmutableArray<Evidence>>(Evidence, ChatStore.Json),
    };
}

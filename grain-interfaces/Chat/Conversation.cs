using System.Collections.Immutable;
using Orleans;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>A conversation with the copilot.</summary>
[GenerateSerializer, Immutable, Alias("raposa.conversation")]
public sealed record Conversation
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Who began it, and in whose list it stands.</summary>
    [Id(1)] public required Guid PersonId { get; init; }

    /// <summary>The first question, until somebody names it.</summary>
    [Id(2)] public required string Title { get; init; }
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(4)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Oldest first, only where one conversation was asked for.</summary>
    [Id(5)] public ImmutableArray<Turn>? Turns { get; init; }
}

/// <summary>A question with its answer.</summary>
[GenerateSerializer, Immutable, Alias("raposa.chat-turn")]
public sealed record Turn
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required string Question { get; init; }

    /// <summary>What held: without the sentences that were struck.</summary>
    [Id(2)] public required string Answer { get; init; }
    [Id(3)] public required TurnStatus Status { get; init; }

    /// <summary>Who wrote it; null where nobody could.</summary>
    [Id(4)] public string? Provider { get; init; }
    [Id(5)] public string? Model { get; init; }
    [Id(6)] public required string PromptVersion { get; init; }
    [Id(7)] public required long PassageVersion { get; init; }

    /// <summary>It was given before to the same question on the same evidence, and cost nothing.</summary>
    [Id(8)] public bool IsCached { get; init; }

    /// <summary>Sentences that the evidence did not hold.</summary>
    [Id(9)] public int Struck { get; init; }
    [Id(10)] public required ImmutableArray<Evidence> Evidence { get; init; }
    [Id(11)] public required DateTimeOffset AskedAt { get; init; }
    [Id(12)] public required DateTimeOffset EndedAt { get; init; }
}

/// <summary>Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.turn-status")]
public enum TurnStatus
{
    Answered = 1,
    Failed = 2,
    Cancelled = 3,
}

/// <summary>One event of an answer as it streams.</summary>
/// <param name="Id">From 1, without gaps.</param>
/// <param name="Type"><c>intent</c>, <c>evidence</c>, <c>provider</c>, <c>delta</c>, <c>struck</c>, <c>citation</c>, <c>done</c> or <c>error</c>.</param>
/// <param name="Json">A JSON object.</param>
[GenerateSerializer, Immutable, Alias("raposa.turn-event")]
public sealed record TurnEvent([property: Id(0)] int Id, [property: Id(1)] string Type, [property: Id(2)] string Json)
{
    public bool IsLast => Type is "done" or "error";
}

/// <summary>What became of a question.</summary>
/// <param name="TurnId">Null if it was refused.</param>
/// <param name="Refusal">Why it was.</param>
[GenerateSerializer, Immutable, Alias("raposa.asked")]
public sealed record Asked([property: Id(0)] Guid? TurnId, [property: Id(1)] AskRefusal? Refusal);

[GenerateSerializer, Alias("raposa.ask-refusal")]
public enum AskRefusal
{
    /// <summary>There is no such conversation.</summary>
    NotFound = 1,

    /// <summary>An answer is being written; stop it first, or wait.</summary>
    Busy = 2,

    /// <summary>The month's answers are used up.</summary>
    QuotaExceeded = 3,
}

/// <summary>Key of <see cref="IChatSessionGrain"/>: <c>{org}/{conversation}</c>.</summary>
public sealed record ChatSessionKey(OrganizationId Organization, Guid ConversationId)
{
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static ChatSessionKey Parse(string text) =>
        text.Split('/') is [var organization, var conversation] && Guid.TryParseExact(conversation, "D", out var id)
            ? new(OrganizationId.Parse(organization), id)
            : throw new FormatException($"'{text}' is not the key of a conversation ({{org}}/{{conversation}}).");

    public override string ToString() => $"{Organization}/{ConversationId:D}";
}

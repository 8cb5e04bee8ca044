using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Raposa.Chat;

/// <summary>
/// One conversation. Keyed by <see cref="ChatSessionKey"/>; one answer at a time. An answer is written whether or not
/// anybody reads along, and stored once, when it is over. If the activation dies in the middle of one, nothing of it is
/// stored or counted, and who reads it is told that there is no such turn. Its address can be shared: whoever of the organization may
/// ask may read it and go on with it.
/// </summary>
[Alias("raposa.chat-session-grain")]
public interface IChatSessionGrain : IGrainWithStringKey
{
    /// <summary>Makes it; if it is there already, returns it.</summary>
    [Alias("create")]
    Task<Conversation> Create(Guid personId, string? title);

    /// <summary>With its turns; null if there is none.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<Conversation?> Get();

    /// <summary>Null if there is none.</summary>
    [Alias("rename")]
    Task<Conversation?> Rename(string title);

    /// <summary>Ends it with its turns. What was spent stays on record. False if there was none.</summary>
    [Alias("delete")]
    Task<bool> Delete();

    /// <summary>Begins an answer and returns at once.</summary>
    [Alias("ask")]
    Task<Asked> Ask(Guid personId, string question);

    /// <summary>
    /// Events of a turn after a certain one: at once if there are any, else when there are, or none after some seconds. Null
    /// if there is no such turn.
    /// </summary>
    [AlwaysInterleave, Alias("read")]
    Task<ImmutableArray<TurnEvent>?> Read(Guid turnId, int after);

    /// <summary>Stops the answer that is being written. False if it is none.</summary>
    [AlwaysInterleave, Alias("cancel")]
    Task<bool> Cancel(Guid turnId);
}

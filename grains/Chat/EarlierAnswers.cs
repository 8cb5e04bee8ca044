using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Answers that are good for the same question again. The latest are at hand; the others are in the database.</summary>
internal sealed class EarlierAnswers(ChatReaderStore reader, TimeProvider time)
    : MinuteMemory<(OrganizationId Organization, string CacheKey), EarlierAnswer>(2_000, time)
{
    /// <summary>The latest by that key; null if none was given.</summary>
    public async Task<EarlierAnswer?> FindAsync(OrganizationId organization, string cacheKey, CancellationToken cancellationToken)
    {
        if (TryFind((organization, cacheKey), out var known))
        {
            return known;
        }

        if (await reader.FindEarlierAsync(organization, cacheKey, cancellationToken) is not { } earlier)
        {
            return null;
        }

        Keep((organization, cacheKey), earlier);
        return earlier;
    }

    /// <summary>An answer goes with its conversation: here at once, in other processes within the minute.</summary>
    public void Forget(Guid conversation) => Forget(earlier => earlier.ConversationId == conversation);
}

/// <summary>What a repeated answer says again.</summary>
/// <param name="ConversationId">Which it was given in.</param>
internal sealed record EarlierAnswer(Guid ConversationId, string Answer, string? Provider, string? Model, int Struck, DateTimeOffset EndedAt);

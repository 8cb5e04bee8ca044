using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>What was found for a question a moment ago, for as long as nothing has changed. Shared by all of a process.</summary>
internal sealed class SearchMemory(TimeProvider time) : IDisposable
{
    private const int Most = 2_000;

    // Some of what is found depends on the time of day: who has not signed in for ninety days.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _found = new(new MemoryCacheOptions { SizeLimit = Most });

    public bool TryFind(OrganizationId organization, string question, int limit, KnowledgeMark mark, [NotNullWhen(true)] out SearchResult? result)
    {
        result = _found.TryGetValue((organization, question, limit), out Remembered? one) && one!.Mark == mark && time.GetUtcNow() - one.At < Longest
            ? one.Result
            : null;
        return result is not null;
    }

    /// <param name="mark">Read before the search, so that what changed meanwhile is searched again.</param>
    public void Keep(OrganizationId organization, string question, int limit, KnowledgeMark mark, SearchResult result) => _found.Set(
        (organization, question, limit), new Remembered(mark, time.GetUtcNow(), result),
        new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest });

    /// <summary>The version of the passages when all that this mark knows of was embedded; null where nobody has searched at it.</summary>
    public long? VersionAt(OrganizationId organization, PassagesMark mark) =>
        _found.TryGetValue((organization, mark), out long version) ? version : null;

    public void KeepVersion(OrganizationId organization, PassagesMark mark, long version) => _found.Set(
        (organization, mark), version, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest });

    public void Dispose() => _found.Dispose();

    private sealed record Remembered(KnowledgeMark Mark, DateTimeOffset At, SearchResult Result);
}

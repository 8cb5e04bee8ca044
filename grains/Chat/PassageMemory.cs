using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Memory;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>
/// Passages that questions have brought up lately. A search brings two hundred, mostly the same ones as the last; reading and
/// taking apart their text again is more work than finding them. Shared by all of a process.
/// </summary>
internal sealed class PassageMemory : IDisposable
{
    /// <summary>Of some ten kilobytes each.</summary>
    private const int Most = 4_000;
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>The passages of these keys, by id; those that are not known are fetched. One that is gone is left out.</summary>
    public async Task<Dictionary<string, KnownPassage>> GetAsync(
        OrganizationId organization, IEnumerable<PassageKey> keys, Func<string[], Task<ImmutableArray<(PassageKey Key, Passage Passage)>>> fetchAsync)
    {
        var found = new Dictionary<string, KnownPassage>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var key in keys.Distinct())
        {
            if (_known.TryGetValue((organization, key), out KnownPassage? known))
            {
                found[key.Id] = known!;
            }
            else
            {
                unknown.Add(key.Id);
            }
        }

        foreach (var (key, passage) in unknown.Count == 0 ? [] : await fetchAsync([.. unknown]))
        {
            found[key.Id] = _known.Set(
                (organization, key), new KnownPassage(passage), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Unused });
        }

        return found;
    }

    public void Dispose() => _known.Dispose();
}

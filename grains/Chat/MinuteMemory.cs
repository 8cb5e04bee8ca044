using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace Raposa.Chat;

/// <summary>
/// What was worked out a moment ago, kept for a minute and shared by all of a process. What it hangs on is in the key, so that whatever
/// has changed is not found; the minute is for what hangs on the time of day, such as who has not signed in for ninety days.
/// </summary>
/// <param name="most">Over all values, by their sizes.</param>
internal abstract class MinuteMemory<TKey, TValue>(int most, TimeProvider time) : IDisposable
    where TKey : notnull
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = most });

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var isFound = _kept.TryGetValue(key, out Kept? one) && time.GetUtcNow() - one!.At < Longest;
        value = isFound ? one!.Value : default;
        return isFound;
    }

    public void Keep(TKey key, TValue value, int size = 1) => _kept.Set(
        key, new Kept(time.GetUtcNow(), value), new MemoryCacheEntryOptions { Size = size, AbsoluteExpirationRelativeToNow = Longest });

    public void Forget(Predicate<TValue> match)
    {
        foreach (var key in _kept.Keys)
        {
            if (_kept.TryGetValue(key, out Kept? one) && match(one!.Value))
            {
                _kept.Remove(key);
            }
        }
    }

    public void Dispose()
    {
        _kept.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed record Kept(DateTimeOffset At, TValue Value);
}

using Microsoft.Extensions.Caching.Memory;
using Raposa.Organizations;
using Raposa.Views;

namespace Raposa.Chat;

/// <summary>Views that questions have read a moment ago, for as long as nothing has changed: people ask for the same lists in other words.</summary>
internal sealed class ViewMemory(TimeProvider time) : IDisposable
{
    /// <summary>Rows, over all views that are kept.</summary>
    private const int Most = 50_000;

    // A view may count days.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _read = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <param name="mark">Read before the view, so that what changed meanwhile is read again.</param>
    public async Task<ViewAnswer> GetAsync(OrganizationId organization, ViewQuery query, KnowledgeMark mark, Func<Task<ViewAnswer>> readAsync)
    {
        var key = (organization, query with { Filters = [] }, string.Join('\u001f', query.Filters.Select(filter => $"{filter.Column}={filter.Value}")));
        if (_read.TryGetValue(key, out Remembered? one) && one!.Mark == mark && time.GetUtcNow() - one.At < Longest)
        {
            return one.Answer;
        }

        var at = time.GetUtcNow();
        var answer = await readAsync();
        if (answer.Page is { } page)
        {
            _read.Set(key, new Remembered(mark, at, answer), new MemoryCacheEntryOptions { Size = page.Rows.Length + 1, AbsoluteExpirationRelativeToNow = Longest });
        }

        return answer;
    }

    public void Dispose() => _read.Dispose();

    private sealed record Remembered(KnowledgeMark Mark, DateTimeOffset At, ViewAnswer Answer);
}

using Raposa.Organizations;
using Raposa.Views;

namespace Raposa.Chat;

/// <summary>Views that questions have read a moment ago, for as long as nothing has changed: people ask for the same lists in other words.</summary>
internal sealed class ViewMemory(TimeProvider time) : MinuteMemory<ViewKey, ViewAnswer>(MostRows, time)
{
    private const int MostRows = 50_000;

    /// <param name="mark">Read before the view, so that what changed meanwhile is read again.</param>
    public async Task<ViewAnswer> GetAsync(OrganizationId organization, ViewQuery query, KnowledgeMark mark, Func<Task<ViewAnswer>> readAsync)
    {
        var key = new ViewKey(organization, query with { Filters = [] }, string.Join('\u001f', query.Filters.Select(filter => $"{filter.Column}={filter.Value}")), mark);
        if (TryFind(key, out var known))
        {
            return known;
        }

        var answer = await readAsync();
        if (answer.Page is { } page)
        {
            Keep(key, answer, page.Rows.Length + 1);
        }

        return answer;
    }
}

internal sealed record ViewKey(OrganizationId Organization, ViewQuery Unfiltered, string Filters, KnowledgeMark Mark);

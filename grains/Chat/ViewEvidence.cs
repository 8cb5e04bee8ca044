using System.Collections.Immutable;
using Raposa.Chat.Lists;
using Raposa.Organizations;
using Raposa.Views;

namespace Raposa.Chat;

/// <summary>Answers what is asked for as a list or a number from the view that holds it whole.</summary>
internal sealed class ViewEvidence(IViewReader views, ViewMemory memory) : IEvidenceSource
{
    public async Task<ImmutableArray<Evidence>> FindAsync(
        OrganizationId organization, Intent intent, string question, KnowledgeMark mark, CancellationToken cancellationToken)
    {
        List<Evidence> evidence = [];
        foreach (var list in intent.Lists)
        {
            var query = new ViewQuery
            {
                Name = list.View, AsOf = intent.Time?.AsOf, Limit = ViewQuery.MaxLimit,
                Filters = [.. list.Filters.Select(filter => new ViewFilter(filter.Column, filter.Value))],
            };
            var answer = await memory.GetAsync(organization, query, mark, () => views.ReadAsync(organization, query, cancellationToken));
            if (answer.Page is { } page && await KnowsAsync(organization, page, list, cancellationToken) && ListText.Of(ListCatalogue.Of(list), list, page, intent, question) is { } table)
            {
                evidence.Add(table);
            }
        }

        return [.. evidence];
    }

    // No row of an account says something only where that account is collected from.
    private async Task<bool> KnowsAsync(OrganizationId organization, ViewPage page, IntentList list, CancellationToken cancellationToken)
    {
        if (page.Total > 0 || list.Filters.FirstOrDefault(filter => filter.Column == "account_id") is not { } account)
        {
            return true;
        }

        var coverage = await views.ReadAsync(
            organization, new() { Name = "source_coverage", AsOf = page.AsOf, Limit = 1, Filters = [new(account.Column, account.Value)] }, cancellationToken);
        return coverage.Page?.Total > 0;
    }
}

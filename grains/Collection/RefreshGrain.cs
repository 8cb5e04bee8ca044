using System.Collections.Immutable;
using System.Text.Json;
using Orleans;
using Orleans.Concurrency;
using Raposa.Accounts;
using Raposa.Collection.Scheduling;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <inheritdoc cref="IRefreshGrain"/>
[StatelessWorker]
internal sealed class RefreshGrain(ISourceList sources) : Grain, IRefreshGrain
{
    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task Notice(ImmutableArray<NoticedEvent> events)
    {
        var named = events.SelectMany(RefreshesOf)
            .GroupBy(refresh => (refresh.Account, refresh.Source, refresh.Region), refresh => refresh.Key);
        foreach (var (where, keys) in named.Select(group => (group.Key, group.Distinct().ToList())))
        {
            // One that names nothing in particular is about the source as a whole.
            await GrainFactory.GetAccount(where.Source.Provider, new(Organization, where.Account))
                .Refresh(where.Source.Name, where.Region, keys.Contains(null) ? [] : [.. keys.OfType<string>()]);
        }
    }

    private List<(string Account, SourceDefinition Source, string? Region, string? Key)> RefreshesOf(NoticedEvent noticed)
    {
        try
        {
            using var json = JsonDocument.Parse(noticed.Json);
            return EventHint.Of(json.RootElement, noticed.IsRecord) is { } hint
                ? [.. sources.RefreshedBy(hint.Source, hint.DetailType).Select(pair => (
                    hint.AccountId,
                    pair.Source,
                    pair.Source.Scope == SourceScope.Region ? hint.Region : null,
                    pair.Hint.KeyPath is { } path ? hint.At(path) : null))]
                : [];
        }
        catch (JsonException)
        {
            // It was kept as it is; there is nothing to be read from it.
            return [];
        }
    }
}

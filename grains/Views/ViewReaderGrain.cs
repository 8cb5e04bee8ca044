using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Raposa.Organizations;

namespace Raposa.Views;

/// <inheritdoc cref="IViewReaderGrain"/>
[StatelessWorker, Reentrant]
internal sealed class ViewReaderGrain(IViewCatalogue catalogue, IViewReader reader) : Grain, IViewReaderGrain
{
    private OrganizationId Organization => OrganizationId.OfKey(this.GetPrimaryKeyString());

    public Task<ImmutableArray<ViewDescription>> GetCatalogue() => Task.FromResult<ImmutableArray<ViewDescription>>([.. catalogue.All.Select(view => view.Description)]);

    public Task<ViewAnswer> Read(ViewQuery query) => reader.ReadAsync(Organization, query, CancellationToken.None);
}

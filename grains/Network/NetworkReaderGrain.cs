using Orleans;
using Orleans.Concurrency;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Network.Estate;
using Raposa.Organizations;

namespace Raposa.Network;

/// <inheritdoc cref="INetworkReaderGrain"/>
/// <remarks>The last model is kept: most questions are about the same snapshots. Reckoning is done beside the scheduler, since it may take seconds.</remarks>
[StatelessWorker]
internal sealed class NetworkReaderGrain(NetworkEstateReader estate, TimeProvider time) : Grain, INetworkReaderGrain
{
    private NetworkModel? _model;
    private string? _modelOf;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public Task<NetworkExposureReport> GetExposure(DateTimeOffset? asOf) => On(asOf, NetworkAnswers.Exposure);

    public Task<NetworkExposurePage> GetExposurePage(DateTimeOffset? asOf, int skip, int limit) =>
        On(asOf, model => NetworkAnswers.ExposurePage(model, skip, limit));

    public Task<NetworkAnswer> Ask(NetworkQuestion question)
    {
        NetworkAnswers.Read(question);
        return On(question.AsOf, model => NetworkAnswers.Ask(model, question));
    }

    public Task<NetworkPaths> GetPaths(NetworkPathQuestion question) => On(question.AsOf, model => NetworkAnswers.Paths(model, question));

    public Task<NetworkReach> GetBlastRadius(string from, int hops, DateTimeOffset? asOf) =>
        On(asOf, model => NetworkAnswers.BlastRadius(model, from, hops));

    public Task<NetworkWhatIf> TryWithout(NetworkWhatIfQuestion question)
    {
        NetworkAnswers.Read(question.Question);
        return On(question.Question.AsOf, model => NetworkAnswers.Without(model, question));
    }

    public Task<NetworkCut> GetCut(string from, string to, DateTimeOffset? asOf) => On(asOf, model => NetworkAnswers.Cut(model, from, to));

    private async Task<T> On<T>(DateTimeOffset? asOf, Func<NetworkModel, T> answer)
    {
        var model = await ModelOf(asOf ?? time.GetUtcNow());
        return await Task.Run(() => answer(model));
    }

    private async Task<NetworkModel> ModelOf(DateTimeOffset asOf)
    {
        var chains = await GrainFactory.GetGrain<IInventoryReaderGrain>(Organization.ToString()).GetCoverage(new() { AsOf = asOf });
        var run = new AnalysisRun { Organization = Organization, Id = Guid.Empty, AsOf = asOf, Chains = chains };
        var key = string.Join(' ', chains.Select(chain => $"{chain.SnapshotId}/{chain.State}"));
        if (_model is null || key != _modelOf)
        {
            (_model, _modelOf) = (await estate.ReadAsync(run, CancellationToken.None), key);
        }

        return _model.AsOf(asOf);
    }
}

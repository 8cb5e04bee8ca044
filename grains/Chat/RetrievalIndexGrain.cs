using Orleans;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <inheritdoc cref="IRetrievalIndexGrain"/>
/// <remarks>Questions interleave, and one that finds nothing changed waits for none; what changed is embedded by one of them.</remarks>
internal sealed class RetrievalIndexGrain(PassageStore store, KnowledgeStore knowledge, TimeProvider time) : Grain, IRetrievalIndexGrain
{
    private const int Page = 200;

    private Dictionary<string, string>? _hashes;
    private DateTimeOffset _changedAt;
    private long _version;
    private PassagesMark? _mark;
    private Task _embedding = Task.CompletedTask;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<long> Refresh()
    {
        var mark = (await knowledge.GetMarkAsync(Organization, CancellationToken.None)).Passages;
        while (mark != _mark)
        {
            // One at a time; whoever waited looks whether that was enough.
            if (_embedding.IsCompleted)
            {
                _embedding = EmbedChanged(mark);
                await _embedding;
            }
            else
            {
                await _embedding.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
            }
        }

        return _version;
    }

    // The mark was read before what it is about, so whatever comes in between is looked at again.
    private async Task EmbedChanged(PassagesMark mark)
    {
        if (_hashes is null)
        {
            _hashes = await store.GetHashesAsync(Organization, CancellationToken.None);
            _version = (await store.GetTotalsAsync(Organization, CancellationToken.None)).Version;
        }

        var (passages, newest) = await ReadChanged();
        var changed = passages.Where(passage => _hashes.GetValueOrDefault(passage.Id) != PassageText.HashOf(passage)).ToList();
        if (changed.Count > 0)
        {
            _version = await store.WriteAsync(Organization, changed, time.GetUtcNow(), CancellationToken.None);
            changed.ForEach(passage => _hashes[passage.Id] = PassageText.HashOf(passage));
        }

        (_changedAt, _mark) = (newest, mark);
    }

    // The latest changes come first, so reading ends where the last reading began; what changed in that very moment is read again.
    private async Task<(List<Passage> Passages, DateTimeOffset Newest)> ReadChanged()
    {
        List<Passage> passages = [];
        var newest = _changedAt;
        string? cursor = null;
        do
        {
            var page = await GrainFactory.GetGrain<IFindingReaderGrain>(Organization.ToString()).GetFindings(new() { Limit = Page, Cursor = cursor });
            var changed = page.Findings.TakeWhile(finding => finding.ChangedAt >= _changedAt).ToList();
            passages.AddRange(changed.Select(PassageText.Of));
            newest = changed.Count > 0 && changed[0].ChangedAt > newest ? changed[0].ChangedAt : newest;
            cursor = changed.Count == page.Findings.Length ? page.Next : null;
        }
        while (cursor is not null);

        var incidents = await GrainFactory.GetGrain<IIncidentReaderGrain>(Organization.ToString()).GetIncidents(new() { Limit = Page });
        passages.AddRange(incidents.Incidents.Select(PassageText.Of));
        return (passages, newest);
    }

    internal sealed class Calls(IGrainFactory grains) : IPassageIndex
    {
        public Task<long> RefreshAsync(OrganizationId organization) => grains.GetGrain<IRetrievalIndexGrain>(organization.ToString()).Refresh();
    }
}

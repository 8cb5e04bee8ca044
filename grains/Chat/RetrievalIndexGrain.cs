using System.Collections.Immutable;
using Orleans;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Reconciliation;

namespace Raposa.Chat;

/// <inheritdoc cref="IRetrievalIndexGrain"/>
/// <remarks>Questions interleave, and one that finds nothing changed waits for none; what changed is written by one of them.</remarks>
internal sealed class RetrievalIndexGrain(
    PassageStore store, PassageVectors vectors, PassageVectorStore kept, IEnumerable<IPassageSource> sources, KnowledgeStore knowledge, TimeProvider time) : Grain, IRetrievalIndexGrain
{
    private const int Page = 200;

    // An analysis is to end: of a backlog that takes longer the next one goes on.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private Dictionary<string, string>? _hashes;
    private DateTimeOffset _changedAt;
    private DateTime? _workedOutAt;
    private long _version;
    private PassagesMark? _mark;
    private Task _writing = Task.CompletedTask;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<long> Refresh()
    {
        var mark = (await knowledge.GetMarkAsync(Organization, CancellationToken.None)).Passages;
        while (mark != _mark)
        {
            // One at a time; whoever waited looks whether that was enough.
            if (_writing.IsCompleted)
            {
                await (_writing = WriteChanged(mark));
            }
            else
            {
                await OverOf(_writing);
            }
        }

        return _version;
    }

    public async Task<long> Embed()
    {
        if (vectors.Embedder is { } embedder)
        {
            var mark = (await knowledge.GetMarkAsync(Organization, CancellationToken.None)).Passages;
            var until = time.GetUtcNow() + Longest;
            var goesOn = mark == _mark || await EmbedChanged(embedder, mark, until);
            // What was left because the model failed or took too long, or has changed since; then what was left at earlier times.
            await Refresh();
            if (goesOn)
            {
                await vectors.EmbedMissingAsync(Organization, outcome => InTurn(() => Write([], [], (embedder, outcome))), until, CancellationToken.None);
            }

            await kept.DeleteUnusedAsync(Organization, CancellationToken.None);
        }

        return await Refresh();
    }

    // The mark was read before what it is about, so whatever comes in between is looked at again.
    private async Task WriteChanged(PassagesMark mark)
    {
        await Load();
        var (passages, newest) = await ReadChanged();
        var (workedOut, gone) = await ReadWorkedOut(mark);
        passages.AddRange(workedOut);
        await Write(passages.FindAll(HasChanged), gone, null);
        (_changedAt, _workedOutAt, _mark) = (newest, mark.WorkedOutAt, mark);
    }

    // False if the model is not to be asked again for now. It is asked while questions go on; where one of them found the change first and wrote it, the vectors alone are written.
    private async Task<bool> EmbedChanged(string embedder, PassagesMark mark, DateTimeOffset until)
    {
        await InTurn(Load);
        var before = _mark;
        var (passages, newest) = await ReadChanged();
        var (workedOut, gone) = await ReadWorkedOut(mark);
        passages.AddRange(workedOut);
        foreach (var some in passages.FindAll(HasChanged).Chunk(PassageVectors.Slice))
        {
            var outcome = await vectors.EmbedNewAsync(Organization, some.Select(passage => passage.Text), CancellationToken.None);
            await InTurn(() => Write(_mark == before ? some : [], [], outcome is null ? null : (embedder, outcome)));
            if (outcome is { HasStopped: true } || time.GetUtcNow() > until)
            {
                return false;
            }
        }

        await InTurn(() => Write([], _mark == before ? gone : [], null));
        if (_mark == before)
        {
            (_changedAt, _workedOutAt, _mark) = (newest, mark.WorkedOutAt, mark);
        }

        return true;
    }

    private bool HasChanged(Passage passage) => _hashes!.GetValueOrDefault(passage.Id) != PassageText.HashOf(passage);

    private async Task Load()
    {
        if (_hashes is null)
        {
            var hashes = await store.GetHashesAsync(Organization, CancellationToken.None);
            _version = (await store.GetTotalsAsync(Organization, CancellationToken.None)).Version;
            _hashes = hashes;
        }
    }

    private async Task Write(IReadOnlyCollection<Passage> passages, List<string> gone, (string Embedder, EmbeddingOutcome Outcome)? embedded)
    {
        if (passages.Count > 0 || gone.Count > 0 || embedded is not null)
        {
            _version = await store.WriteAsync(Organization, passages, gone, embedded, time.GetUtcNow(), CancellationToken.None);
        }

        foreach (var passage in passages)
        {
            _hashes![passage.Id] = PassageText.HashOf(passage);
        }

        foreach (var id in gone)
        {
            _hashes!.Remove(id);
        }
    }

    // Between the look and the start nothing else runs.
    private async Task InTurn(Func<Task> write)
    {
        while (!_writing.IsCompleted)
        {
            await OverOf(_writing);
        }

        await (_writing = write());
    }

    private static Task OverOf(Task task) => task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);

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

    // What an analysis has worked out is read again when another has, and whole: what is not among it is gone.
    private async Task<(List<Passage> Passages, List<string> Gone)> ReadWorkedOut(PassagesMark mark)
    {
        List<Passage> passages = [];
        List<string> gone = [];
        foreach (var source in mark.WorkedOutAt == _workedOutAt ? [] : sources)
        {
            if (await source.ReadAsync(Organization, CancellationToken.None) is not { } read)
            {
                continue;
            }

            passages.AddRange(read);
            var ids = read.Select(passage => passage.Id).ToHashSet(StringComparer.Ordinal);
            gone.AddRange(_hashes!.Keys.Where(id => id.StartsWith(source.Prefix, StringComparison.Ordinal) && !ids.Contains(id)));
        }

        return (passages, gone);
    }

    /// <summary>What the newest reconciliation came to, asked of its noun.</summary>
    internal sealed class Coverage(IGrainFactory grains) : IPassageSource
    {
        public string Prefix => "reconciliation:";

        public async Task<ImmutableArray<Passage>?> ReadAsync(OrganizationId organization, CancellationToken cancellationToken) =>
            await grains.GetGrain<IReconciliationReaderGrain>(organization.ToString()).GetCoverage("account", null) is { } report ? [CoverageText.Of(report)] : [];
    }

    internal sealed class Calls(IGrainFactory grains) : IPassageIndex
    {
        public Task<long> EmbedAsync(OrganizationId organization) => grains.GetGrain<IRetrievalIndexGrain>(organization.ToString()).Embed();
    }
}

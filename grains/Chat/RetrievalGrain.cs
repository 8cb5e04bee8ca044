using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <inheritdoc cref="IRetrievalGrain"/>
[StatelessWorker]
internal sealed class RetrievalGrain(
    PassageSearch passages, IEnumerable<IEvidenceSource> sources, KnowledgeStore knowledge, SearchMemory memory, VersionMemory versions,
    ChatOptions options, TimeProvider time)
    : Grain, IRetrievalGrain
{
    private const int MostEvidence = 50;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<SearchResult> Search(string question, int limit)
    {
        var mark = await knowledge.GetMarkAsync(Organization, CancellationToken.None);
        var key = new SearchKey(Organization, question, limit, mark);
        if (!memory.TryFind(key, out var result))
        {
            result = await SearchAnew(question, limit, mark);
            memory.Keep(key, result);
        }

        return result;
    }

    private async Task<SearchResult> SearchAnew(string question, int limit, KnowledgeMark mark)
    {
        var now = time.GetUtcNow();
        var intent = IntentRules.Read(question, now);
        var version = await Refresh(mark.Passages);
        if (intent.Kind is IntentKind.SmallTalk or IntentKind.OutOfScope)
        {
            return new(version, intent, []);
        }

        List<Evidence> told = [];
        foreach (var source in sources)
        {
            told.AddRange(await source.FindAsync(Organization, intent, question, mark, CancellationToken.None));
        }

        // A list that stands on something is the answer; what else shares its words is not.
        var isWhole = intent.Kind is IntentKind.List or IntentKind.Count && told.Exists(one => one is { Total: not null, IsBlind: false });
        var related = isWhole ? [] : await FindPassages(intent, question, limit, now);
        List<Evidence> evidence =
        [
            .. told.Where(one => !one.IsBlind), .. related.Where(passage => !told.Exists(one => one.Id == passage.SourceId)).Select(passage => passage.ToEvidence(0)),
            .. told.Where(one => one.IsBlind),
        ];
        return new(version, intent, [.. evidence.Take(MostEvidence).Select((one, at) => one with { Number = at + 1 })]);
    }

    // Whoever searched at this mark before has seen all of it embedded.
    private async Task<long> Refresh(PassagesMark mark)
    {
        var key = new VersionKey(Organization, mark);
        if (versions.TryFind(key, out var known))
        {
            return known;
        }

        var version = await GrainFactory.GetGrain<IRetrievalIndexGrain>(Organization.ToString()).Refresh();
        versions.Keep(key, version);
        return version;
    }

    private async Task<ImmutableArray<Passage>> FindPassages(Intent intent, string question, int limit, DateTimeOffset now)
    {
        // Posture is all of it: a question about the whole is not narrowed down.
        var scopes = intent.Scopes is [var first, ..] && first != IntentScope.Posture ? ImmutableArray.Create(first) : [];
        var found = await passages.FindAsync(Organization, question, new(scopes, intent.Time?.AsOf ?? now, EvidenceSelection.NamesResource(intent)), CancellationToken.None);
        return EvidenceSelection.Of(intent, found, options.Embeddings.LeastSimilarity, Math.Clamp(limit, 1, MostEvidence));
    }
}

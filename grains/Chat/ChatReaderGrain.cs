using Orleans;
using Orleans.Concurrency;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <inheritdoc cref="IChatReaderGrain"/>
[StatelessWorker]
internal sealed class ChatReaderGrain(ChatReaderStore store, PassageVectorStore vectors, IEnumerable<IEmbedder> embedders, TimeProvider time) : Grain, IChatReaderGrain
{
    private const int MostConversations = 200, MostAnswers = 1_000, Month = 30;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<ConversationPage> GetConversations(Guid personId, int limit, string? cursor)
    {
        var after = cursor is null ? null : TimeCursor.TryParse(cursor) ?? throw new ArgumentException($"'{cursor}' is not a page's next.", nameof(cursor));
        var count = Math.Clamp(limit, 1, MostConversations);
        var found = await store.ListAsync(Organization, personId, after, count, CancellationToken.None);
        return found.Length <= count
            ? new(found, null)
            : new(found[..count], new TimeCursor(found[count - 1].UpdatedAt, found[count - 1].Id).ToString());
    }

    public async Task<ModelsHealth> GetHealth(int answers)
    {
        var attempts = await store.GetAttemptsAsync(Organization, Math.Clamp(answers, 1, MostAnswers), CancellationToken.None);
        var health = ModelsHealthReport.Of(attempts);
        List<ModelHealth> providers = [];
        foreach (var provider in health.Providers)
        {
            providers.Add(provider with { Refusing = await GrainFactory.GetGrain<IModelProviderGrain>(provider.Provider).Refuse() });
        }

        return health with { Providers = [.. providers], Embeddings = await GetEmbeddings() };
    }

    private async Task<EmbeddingHealth?> GetEmbeddings() => embedders.SingleOrDefault() is not { } embedder
        ? null
        : await vectors.GetHealthAsync(Organization, embedder.Name, time.GetUtcNow().AddDays(-Month), CancellationToken.None) with
        {
            Refusing = await GrainFactory.GetGrain<IModelProviderGrain>(embedder.Provider).Refuse(),
        };
}

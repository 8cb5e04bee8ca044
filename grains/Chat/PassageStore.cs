using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Passages with their vectors and the counts of their features, each change in one transaction with the version that it makes.</summary>
internal sealed class PassageStore(TenantDatabase database)
{
    // A passage is some ten kilobytes.
    private const int AtOnce = 100;

    private const string KeyColumns = "passage_id as Id, content_sha256 as Hash";

    private const string Columns =
        $"""
        {KeyColumns}, kind as Kind, source_id as SourceId, title as Title, body as Body, account_id as AccountId, region as Region,
        severity as Severity, subject as Subject, scopes as Scopes, first_seen_at as FirstSeenAt, seen_at as SeenAt, resolved_at as ResolvedAt
        """;

    /// <summary>The hash of each passage's content, by its id.</summary>
    public async Task<Dictionary<string, string>> GetHashesAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<(string Id, string Hash)>(new(
            "select passage_id, content_sha256 from chat.passage where org_id = @org", new { org = organization.Value }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Id, row => row.Hash, StringComparer.Ordinal);
    }

    public async Task<PassageTotals> GetTotalsAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        (await GetStatisticsAsync(organization, [], cancellationToken)).Totals;

    /// <summary>How many passages there are, and in how many of them each of the features stands.</summary>
    public async Task<(PassageTotals Totals, Dictionary<int, int> Frequencies)> GetStatisticsAsync(
        OrganizationId organization, IEnumerable<int> features, CancellationToken cancellationToken)
    {
        await using var batch = await database.BeginReaderBatchAsync(organization, cancellationToken);
        batch.Add("select version as Version, passages as Passages, terms as Terms from chat.passage_version where org_id = $1", organization.Value);
        batch.Add("select feature, passages from chat.feature where org_id = $1 and feature = any ($2)", organization.Value, features.ToArray());
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ReadAsync(cancellationToken);
        var totals = reader.Parse<PassageTotals>().SingleOrDefault() ?? new(0, 0, 0);
        await reader.NextResultAsync(cancellationToken);
        return (totals, reader.Parse<(int Feature, int Passages)>().ToDictionary(row => row.Feature, row => row.Passages));
    }

    /// <summary>Writes passages with their built-in vectors, and what a model has embedded, and counts the version up.</summary>
    /// <param name="gone">Ids of passages that are no more.</param>
    /// <param name="embedded">By whom, and what; null for nothing.</param>
    /// <returns>The new version.</returns>
    public async Task<long> WriteAsync(
        OrganizationId organization, IReadOnlyCollection<Passage> passages, IReadOnlyCollection<string> gone, (string Embedder, EmbeddingOutcome Outcome)? embedded, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ids = passages.Select(passage => passage.Id).Concat(gone).ToArray();
        var before = await connection.QueryAsync<(string Title, string Body)>(new(
            "select title, body from chat.passage where org_id = @org and passage_id = any (@ids) for update",
            new { org = organization.Value, ids },
            transaction,
            cancellationToken: cancellationToken));
        var old = before.Select(row => $"{row.Title}\n{row.Body}").ToList();
        await connection.ExecuteAsync(new(
            "delete from chat.passage where org_id = @org and passage_id = any (@gone)",
            new { org = organization.Value, gone = gone.ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        var written = passages.Select(passage => (Passage: passage, Vector: LexicalEmbedder.Embed(passage.Text))).ToList();
        foreach (var some in written.Chunk(AtOnce))
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var (passage, vector) in some)
            {
                Add(batch, organization, passage, vector);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        if (embedded is var (embedder, outcome))
        {
            await PassageVectorStore.WriteAsync(connection, transaction, organization, embedder, outcome.Vectors, cancellationToken);
            await PassageVectorStore.WriteUseAsync(connection, transaction, organization, embedder, outcome.Use, cancellationToken);
        }

        await CountAsync(connection, transaction, organization, written.Select(one => one.Vector), old.Select(LexicalEmbedder.Embed), cancellationToken);
        var version = await connection.ExecuteScalarAsync<long>(new(
            """
            insert into chat.passage_version as current (org_id, version, passages, terms, changed_at)
            values (@org, 1, @passages, @terms, @at)
            on conflict (org_id) do update set
              version = current.version + 1, passages = current.passages + @passages, terms = current.terms + @terms, changed_at = @at
            returning version
            """,
            new
            {
                org = organization.Value,
                passages = passages.Count - old.Count,
                terms = passages.Sum(passage => TermsIn(passage.Text)) - old.Sum(TermsIn),
                at = at.UtcDateTime,
            },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return version;
    }

    /// <summary>Those of these ids that there are.</summary>
    public async Task<ImmutableArray<(PassageKey Key, Passage Passage)>> GetAsync(
        OrganizationId organization, string[] ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<PassageRow>(new(
            $"select {Columns} from chat.passage where org_id = @org and passage_id = any (@ids)",
            new { org = organization.Value, ids },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => (new PassageKey(row.Id, row.Hash), row.ToPassage()))];
    }

    /// <summary>
    /// The nearest by their vectors, exactly: every passage of the organization that fits is looked at; and those that hold all words of
    /// one of the names, by PostgreSQL's full-text search.
    /// </summary>
    /// <param name="names">As they stand in the question: a word, or several that are written together.</param>
    public async Task<(ImmutableArray<PassageKey> Near, ImmutableArray<PassageKey> Worded)> FindAsync(
        OrganizationId organization, SparseVector question, IEnumerable<string> names, PassageFilter filter, int limit, CancellationToken cancellationToken)
    {
        var (scopes, at) = (filter.Scopes.Select(scope => (short)scope).ToArray(), filter.At.UtcDateTime);
        await using var batch = await database.BeginReaderBatchAsync(organization, cancellationToken);
        batch.Add(
            $"select {KeyColumns} from chat.passage where {Where(filter)} order by embedding <#> $5::sparsevec, passage_id limit $4",
            organization.Value, scopes, at, limit, Write(question));
        batch.Add($"select {KeyColumns} from chat.passages_with($1, $2, $3, $4, $5)", names.ToArray(), scopes, at, filter.WithResources, limit);
        await using var reader = await batch.ReadAsync(cancellationToken);
        var near = reader.Parse<PassageKey>().ToImmutableArray();
        await reader.NextResultAsync(cancellationToken);
        return (near, [.. reader.Parse<PassageKey>()]);
    }

    /// <summary>What a filter leaves of <c>chat.passage</c>: $1 is the organization, $2 the scopes, $3 the time.</summary>
    internal static string Where(PassageFilter filter) =>
        $"""
         org_id = $1 and (cardinality($2::smallint[]) = 0 or scopes && $2::smallint[])
           and first_seen_at < $3 and (resolved_at is null or resolved_at > $3){(filter.WithResources ? "" : $" and kind <> {(short)EvidenceKind.Resource}")}
         """;

    private static void Add(NpgsqlBatch batch, OrganizationId organization, Passage passage, SparseVector vector) => batch.Add(
        """
        insert into chat.passage (
          org_id, passage_id, kind, source_id, title, body, account_id, region, severity, subject, scopes, first_seen_at, seen_at,
          resolved_at, content_sha256, text_sha256, embedder, embedding)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18::sparsevec)
        on conflict (org_id, passage_id) do update set
          title = excluded.title, body = excluded.body, account_id = excluded.account_id, region = excluded.region,
          severity = excluded.severity, subject = excluded.subject, scopes = excluded.scopes, first_seen_at = excluded.first_seen_at,
          seen_at = excluded.seen_at, resolved_at = excluded.resolved_at, content_sha256 = excluded.content_sha256, text_sha256 = excluded.text_sha256,
          embedder = excluded.embedder, embedding = excluded.embedding
        """,
        organization.Value, passage.Id, (short)passage.Kind, passage.SourceId, passage.Title, passage.Body, passage.AccountId, passage.Region,
        (short)passage.Severity, passage.Subject, passage.Scopes.Select(scope => (short)scope).ToArray(), passage.FirstSeenAt.UtcDateTime,
        passage.SeenAt.UtcDateTime, passage.ResolvedAt?.UtcDateTime, PassageText.HashOf(passage), HashedText.HashOf(passage.Text), LexicalEmbedder.Name,
        Write(vector));

    private static async Task CountAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, OrganizationId organization, IEnumerable<SparseVector> added, IEnumerable<SparseVector> old,
        CancellationToken cancellationToken)
    {
        Dictionary<int, int> changes = [];
        foreach (var (vector, sign) in added.Select(vector => (vector, 1)).Concat(old.Select(vector => (vector, -1))))
        {
            foreach (var place in vector.Indices)
            {
                changes[place] = changes.GetValueOrDefault(place) + sign;
            }
        }

        var changed = changes.Where(change => change.Value != 0).OrderBy(change => change.Key).ToList();
        await connection.ExecuteAsync(new(
            """
            insert into chat.feature as known (org_id, feature, passages)
            select @org, feature, change from unnest(@features, @counts) as changes (feature, change)
            on conflict (org_id, feature) do update set passages = known.passages + excluded.passages
            """,
            new { org = organization.Value, features = changed.Select(one => one.Key).ToArray(), counts = changed.Select(one => one.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static long TermsIn(string text) => Bm25.TermsOf(text).Values.Sum();

    // pgvector counts from 1.
    private static string Write(SparseVector vector) =>
        $"{{{string.Join(',', vector.Indices.Zip(vector.Values, (place, value) => string.Create(CultureInfo.InvariantCulture, $"{place + 1}:{value:R}")))}}}/{LexicalEmbedder.Dimensions}";

    private sealed record PassageRow
    {
        public required string Id { get; init; }
        public required string Hash { get; init; }
        public required short Kind { get; init; }
        public required string SourceId { get; init; }
        public required string Title { get; init; }
        public required string Body { get; init; }
        public string? AccountId { get; init; }
        public string? Region { get; init; }
        public required short Severity { get; init; }
        public string? Subject { get; init; }
        public required short[] Scopes { get; init; }
        public required DateTime FirstSeenAt { get; init; }
        public required DateTime SeenAt { get; init; }
        public DateTime? ResolvedAt { get; init; }

        public Passage ToPassage() => new()
        {
            Id = Id, Kind = (EvidenceKind)Kind, SourceId = SourceId, Title = Title, Body = Body, AccountId = AccountId, Region = Region,
            Severity = Severity, Subject = Subject, Scopes = [.. Scopes.Select(scope => (IntentScope)scope)],
            FirstSeenAt = new(FirstSeenAt, TimeSpan.Zero), SeenAt = new(SeenAt, TimeSpan.Zero),
            ResolvedAt = ResolvedAt is { } at ? new(at, TimeSpan.Zero) : null,
        };
    }
}

/// <param name="Hash">Of its content: another one is another text under the same id.</param>
internal sealed record PassageKey(string Id, string Hash);

/// <param name="Terms">Over all passages.</param>
internal sealed record PassageTotals(long Version, int Passages, long Terms);

/// <param name="Scopes">Any of them; empty for all.</param>
/// <param name="At">What was open then.</param>
/// <param name="WithResources">Resources too: they answer who names them, and would crowd out what is wrong with them.</param>
internal sealed record PassageFilter(ImmutableArray<IntentScope> Scopes, DateTimeOffset At, bool WithResources = false);

using System.Collections.Immutable;
using Dapper;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Vectors of models by the text that they are of, and what they cost. Each write is in the transaction of a new version of the passages.</summary>
internal sealed class PassageVectorStore(TenantDatabase database)
{
    /// <summary>Which of these texts have a vector of the embedder.</summary>
    public async Task<HashSet<string>> GetKnownAsync(OrganizationId organization, string embedder, string[] texts, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<string>(new(
            "select text_sha256 from chat.passage_vector where org_id = @org and embedder = @embedder and text_sha256 = any (@texts)",
            new { org = organization.Value, embedder, texts },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    /// <summary>Texts of passages that have no vector of the embedder, by their hash.</summary>
    /// <param name="after">The hash before the first; empty to begin.</param>
    public async Task<ImmutableArray<HashedText>> GetMissingAsync(
        OrganizationId organization, string embedder, string after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<HashedText>(new(
            $"""
             select distinct on (text_sha256) text_sha256 as Sha256, title || E'\n' || body as Text
             from chat.passage where {MissingSql} and text_sha256 > @after order by text_sha256 limit @limit
             """,
            new { org = organization.Value, embedder, after, limit },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    public async Task<int> CountMissingAsync(OrganizationId organization, string embedder, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(
            $"select count(distinct text_sha256)::int from chat.passage where {MissingSql}",
            new { org = organization.Value, embedder },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// The nearest passages with their cosine, exactly: every vector of the organization and embedder is looked at. A vector of other dimensions,
    /// which a server behind the same name may once have given, is passed over.
    /// </summary>
    public async Task<ImmutableArray<SimilarPassage>> NearestAsync(
        OrganizationId organization, string embedder, DenseVector question, PassageFilter filter, int limit, CancellationToken cancellationToken)
    {
        await using var batch = await database.BeginReaderBatchAsync(organization, cancellationToken);
        batch.Add(
            $"""
             select passage_id as Id, content_sha256 as Hash, -(dense.embedding <#> $5::halfvec) as Similarity
             from chat.passage
             join (
               select text_sha256, embedding from chat.passage_vector
               where org_id = $1 and embedder = $6 and vector_dims(embedding) = $7) as dense using (text_sha256)
             where {PassageStore.Where(filter)}
             order by dense.embedding <#> $5::halfvec, passage_id limit $4
             """,
            organization.Value, filter.Scopes.Select(scope => (short)scope).ToArray(), filter.At.UtcDateTime, limit, question.ToString(), embedder,
            question.Values.Length);
        await using var reader = await batch.ReadAsync(cancellationToken);
        return [.. reader.Parse<SimilarPassage>()];
    }

    public static Task<int> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, OrganizationId organization, string embedder, IReadOnlyList<TextVector> vectors,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new(
            """
            insert into chat.passage_vector (org_id, embedder, text_sha256, embedding)
            select @org, @embedder, text_sha256, embedding::halfvec from unnest(@texts, @vectors) as new (text_sha256, embedding)
            on conflict (org_id, embedder, text_sha256) do update set embedding = excluded.embedding
            """,
            new
            {
                org = organization.Value,
                embedder,
                texts = vectors.Select(one => one.Sha256).ToArray(),
                vectors = vectors.Select(one => one.Vector.ToString()).ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>What was asked of an embedder, by itself: a question changes no passage.</summary>
    public async Task WriteUseAsync(OrganizationId organization, string embedder, EmbeddingUse use, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await WriteUseAsync(connection, null, organization, embedder, use, cancellationToken);
    }

    public static Task<int> WriteUseAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, OrganizationId organization, string embedder, EmbeddingUse use,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new(
            """
            insert into chat.embedding_use (
              org_id, use_id, embedder, texts, tokens, cost_usd, failure, message, http_status, duration_ms, started_at)
            values (@org, @id, @embedder, @Texts, @Tokens, @CostUsd, @failure, @message, @status, @DurationMs, @startedAt)
            """,
            new
            {
                org = organization.Value,
                id = Guid.CreateVersion7(use.StartedAt),
                embedder,
                use.Texts,
                use.Tokens,
                use.CostUsd,
                failure = (short?)use.Failure?.Kind,
                message = use.Failure?.Message,
                status = use.Failure?.HttpStatus,
                use.DurationMs,
                startedAt = use.StartedAt.UtcDateTime,
            },
            transaction,
            cancellationToken: cancellationToken));

    /// <summary>Lets go of vectors of texts that no passage has any more, of whichever embedder.</summary>
    public async Task<int> DeleteUnusedAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        return await connection.ExecuteAsync(new(
            """
            delete from chat.passage_vector as vector
            where org_id = @org and not exists (
              select from chat.passage where org_id = @org and passage.text_sha256 = vector.text_sha256)
            """,
            new { org = organization.Value },
            cancellationToken: cancellationToken));
    }

    /// <summary>How far an embedder has come, and what it has cost since a time.</summary>
    public async Task<EmbeddingHealth> GetHealthAsync(OrganizationId organization, string embedder, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var row = await connection.QuerySingleAsync<HealthRow>(new(
            $"""
             select
               (select count(*)::int from chat.passage where org_id = @org) as Passages,
               (select count(*)::int from chat.passage where {MissingSql}) as Missing,
               coalesce(sum(tokens), 0)::bigint as Tokens, coalesce(sum(cost_usd), 0) as CostUsd,
               (array_agg(message order by started_at desc, use_id desc))[1] as LastFailure
             from chat.embedding_use where org_id = @org and embedder = @embedder and started_at >= @since
             """,
            new { org = organization.Value, embedder, since = since.UtcDateTime },
            cancellationToken: cancellationToken));
        return new()
        {
            Embedder = embedder, Passages = row.Passages, Embedded = row.Passages - row.Missing, Tokens = row.Tokens, CostUsd = row.CostUsd, LastFailure = row.LastFailure,
        };
    }

    private const string MissingSql =
        """
        org_id = @org and text_sha256 <> '' and not exists (
          select from chat.passage_vector as known
          where known.org_id = @org and known.embedder = @embedder and known.text_sha256 = passage.text_sha256)
        """;

    private sealed record HealthRow(int Passages, int Missing, long Tokens, decimal CostUsd, string? LastFailure);
}

/// <param name="Similarity">The cosine of its vector and the question's.</param>
internal sealed record SimilarPassage(string Id, string Hash, double Similarity)
{
    public PassageKey Key => new(Id, Hash);
}

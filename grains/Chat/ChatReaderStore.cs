using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Reads conversations and attempts as the role that may only read.</summary>
internal sealed class ChatReaderStore(TenantDatabase database)
{
    /// <summary>Latest first; one more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<Conversation>> ListAsync(
        OrganizationId organization, Guid personId, TimeCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<ConversationRow>(new(
            $"""
             select {ConversationRow.Columns} from chat.conversation
             where org_id = @org and person_id = @personId
               and (@at::timestamptz is null or (updated_at, conversation_id) < (@at, @id))
             order by updated_at desc, conversation_id desc
             limit @count
             """,
            new { org = organization.Value, personId, at = after?.At, id = after?.Id, count = limit + 1 },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToConversation())];
    }

    /// <summary>Of a conversation, oldest first.</summary>
    public async Task<ImmutableArray<Turn>> GetTurnsAsync(ChatSessionKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(key.Organization, cancellationToken);
        var rows = await connection.QueryAsync<TurnRow>(new(
            $"select {TurnRow.Columns} from chat.turn where org_id = @org and conversation_id = @id order by asked_at, turn_id",
            new { org = key.Organization.Value, id = key.ConversationId },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToTurn())];
    }

    /// <summary>What was asked and answered last in a conversation, oldest first.</summary>
    public async Task<ImmutableArray<Exchange>> GetLastAsync(ChatSessionKey key, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(key.Organization, cancellationToken);
        var rows = await connection.QueryAsync<Exchange>(new(
            """
            select question as Question, answer as Answer, status = 1 as IsAnswered
            from chat.turn where org_id = @org and conversation_id = @id order by asked_at desc, turn_id desc limit @limit
            """,
            new { org = key.Organization.Value, id = key.ConversationId, limit },
            cancellationToken: cancellationToken));
        return [.. rows.Reverse()];
    }

    /// <summary>As they were streamed; null if there is no such turn.</summary>
    public async Task<ImmutableArray<TurnEvent>?> GetEventsAsync(ChatSessionKey key, Guid turnId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(key.Organization, cancellationToken);
        var json = await connection.QuerySingleOrDefaultAsync<string>(new(
            "select events::text from chat.turn where org_id = @org and conversation_id = @conversation and turn_id = @turnId",
            new { org = key.Organization.Value, conversation = key.ConversationId, turnId },
            cancellationToken: cancellationToken));
        return json is null ? null : JsonSerializer.Deserialize<ImmutableArray<TurnEvent>>(json, ChatStore.Json);
    }

    /// <summary>The latest answer by that key; null if none was given.</summary>
    public async Task<EarlierAnswer?> FindEarlierAsync(OrganizationId organization, string cacheKey, CancellationToken cancellationToken)
    {
        await using var batch = await database.BeginReaderBatchAsync(organization, cancellationToken);
        batch.Add(
            """
            select
              conversation_id as ConversationId, answer as Answer, provider as Provider, model as Model, struck as Struck, ended_at as EndedAt
            from chat.turn where org_id = $1 and cache_key = $2 and status = 1 order by asked_at desc limit 1
            """,
            organization.Value, cacheKey);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ReadAsync(cancellationToken);
        return reader.Parse<EarlierRow>().SingleOrDefault()?.ToAnswer();
    }

    /// <summary>Answers since a time that were not from the cache.</summary>
    public async Task<int> CountAnswersAsync(OrganizationId organization, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(
            "select count(*)::int from chat.attempt where org_id = @org and started_at >= @since and failure is null",
            new { org = organization.Value, since = since.UtcDateTime },
            cancellationToken: cancellationToken));
    }

    /// <summary>Every attempt of the last answers, in the order of each answer's chain.</summary>
    public async Task<ImmutableArray<AttemptRow>> GetAttemptsAsync(OrganizationId organization, int answers, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<AttemptRow>(new(
            """
            select turn_id as TurnId, attempt as Attempt, provider as Provider, failure as Failure, message as Message, first_token_ms as FirstTokenMs
            from chat.attempt
            where org_id = @org and turn_id in (
              select turn_id from chat.attempt where org_id = @org and attempt = 1 order by started_at desc limit @answers)
            order by started_at desc, attempt
            """,
            new { org = organization.Value, answers },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    private sealed record EarlierRow(Guid ConversationId, string Answer, string? Provider, string? Model, int Struck, DateTime EndedAt)
    {
        public EarlierAnswer ToAnswer() => new(ConversationId, Answer, Provider, Model, Struck, new(EndedAt, TimeSpan.Zero));
    }
}

internal sealed record Exchange(string Question, string Answer, bool IsAnswered);

internal sealed record AttemptRow(Guid TurnId, short Attempt, string Provider, short? Failure, string? Message, double? FirstTokenMs);

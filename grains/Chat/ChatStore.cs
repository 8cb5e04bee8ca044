using System.Text.Json;
using Dapper;
using Raposa.Database;

namespace Raposa.Chat;

/// <summary>Writes conversations. A turn comes with its attempts, in one transaction, when it is over.</summary>
internal sealed class ChatStore(TenantDatabase database)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Without its turns; null if there is none.</summary>
    public async Task<Conversation?> FindAsync(ChatSessionKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(key.Organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ConversationRow>(new(
            $"select {ConversationRow.Columns} from chat.conversation where org_id = @org and conversation_id = @id",
            new { org = key.Organization.Value, id = key.ConversationId },
            cancellationToken: cancellationToken));
        return row?.ToConversation();
    }

    public async Task SaveAsync(ChatSessionKey key, Conversation conversation, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            insert into chat.conversation (org_id, conversation_id, person_id, title, created_at, updated_at)
            values (@org, @Id, @PersonId, @Title, @created, @updated)
            on conflict (org_id, conversation_id) do update set title = excluded.title, updated_at = excluded.updated_at
            """,
            new
            {
                org = key.Organization.Value, conversation.Id, conversation.PersonId, conversation.Title,
                created = conversation.CreatedAt.UtcDateTime, updated = conversation.UpdatedAt.UtcDateTime,
            },
            cancellationToken: cancellationToken));
    }

    public async Task<bool> DeleteAsync(ChatSessionKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        return await connection.ExecuteAsync(new(
            "delete from chat.conversation where org_id = @org and conversation_id = @id",
            new { org = key.Organization.Value, id = key.ConversationId },
            cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Safe to repeat: a turn that is there already is left as it is, and nothing is counted twice.</summary>
    public async Task SaveTurnAsync(
        ChatSessionKey key, Turn turn, IEnumerable<TurnEvent> events, IReadOnlyList<ModelAttempt> attempts, string? cacheKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var org = key.Organization.Value;
        var written = await connection.ExecuteAsync(new(
            """
            insert into chat.turn (
              org_id, conversation_id, turn_id, question, answer, status, provider, model, prompt_version, passage_version, is_cached, struck,
              evidence, events, cache_key, asked_at, ended_at)
            values (
              @org, @conversation, @Id, @Question, @Answer, @status, @Provider, @Model, @PromptVersion, @PassageVersion, @IsCached, @Struck,
              @evidence::jsonb, @events::jsonb, @cacheKey, @asked, @ended)
            on conflict (org_id, turn_id) do nothing
            """,
            new
            {
                org, conversation = key.ConversationId, turn.Id, turn.Question, turn.Answer, status = (short)turn.Status, turn.Provider, turn.Model,
                turn.PromptVersion, turn.PassageVersion, turn.IsCached, turn.Struck, evidence = JsonSerializer.Serialize(turn.Evidence, Json),
                events = JsonSerializer.Serialize(events, Json), cacheKey, asked = turn.AskedAt.UtcDateTime, ended = turn.EndedAt.UtcDateTime,
            },
            transaction,
            cancellationToken: cancellationToken));
        if (written > 0)
        {
            await AttemptStore.WriteAsync(connection, transaction, key.Organization, turn.Id, attempts, cancellationToken);
            await connection.ExecuteAsync(new(
                "update chat.conversation set updated_at = @ended where org_id = @org and conversation_id = @conversation",
                new { org, conversation = key.ConversationId, ended = turn.EndedAt.UtcDateTime },
                transaction,
                cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
    }
}

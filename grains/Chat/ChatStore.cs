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
        await using var batch = await database.BeginWriterBatchAsync(key.Organization, cancellationToken);
        var org = key.Organization.Value;
        if (turn.IsCached)
        {
            // It cost nothing, so it waits for no disk: were the database server to die within half a second, it is asked again.
            batch.Add("select set_config('synchronous_commit', 'off', true)");
        }

        batch.Add(
            """
            insert into chat.turn (
              org_id, conversation_id, turn_id, question, answer, status, provider, model, prompt_version, passage_version, is_cached, struck,
              evidence, events, cache_key, asked_at, ended_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14::jsonb, $15, $16, $17)
            on conflict (org_id, turn_id) do nothing
            """,
            org, key.ConversationId, turn.Id, turn.Question, turn.Answer, (short)turn.Status, turn.Provider, turn.Model, turn.PromptVersion,
            turn.PassageVersion, turn.IsCached, turn.Struck, JsonSerializer.Serialize(turn.Evidence, Json), JsonSerializer.Serialize(events, Json), cacheKey,
            turn.AskedAt.UtcDateTime, turn.EndedAt.UtcDateTime);
        AttemptStore.AddTo(batch, key.Organization, turn.Id, attempts);
        batch.Add(
            "update chat.conversation set updated_at = greatest(updated_at, $3) where org_id = $1 and conversation_id = $2",
            org, key.ConversationId, turn.EndedAt.UtcDateTime);
        await batch.PrepareAsync(cancellationToken);
        await batch.WriteAsync(cancellationToken);
    }
}

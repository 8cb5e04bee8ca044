using Dapper;
using Npgsql;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Writes the tries of models for one answer or review, in the transaction of what they are for.</summary>
internal static class AttemptStore
{
    public static Task<int> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, OrganizationId organization, Guid id, IReadOnlyList<ModelAttempt> attempts,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new(
            """
            insert into chat.attempt (
              org_id, turn_id, attempt, provider, model, failure, message, http_status, first_token_ms, duration_ms, input_tokens,
              output_tokens, cost_usd, started_at)
            values (
              @org, @id, @number, @Provider, @Model, @failure, @Message, @HttpStatus, @FirstTokenMs, @DurationMs, @InputTokens,
              @OutputTokens, @CostUsd, @started)
            """,
            attempts.Select((attempt, at) => new
            {
                org = organization.Value, id, number = (short)(at + 1), attempt.Provider, attempt.Model, failure = (short?)attempt.Failure, attempt.Message,
                attempt.HttpStatus, attempt.FirstTokenMs, attempt.DurationMs, attempt.InputTokens, attempt.OutputTokens, attempt.CostUsd,
                started = attempt.StartedAt.UtcDateTime,
            }),
            transaction,
            cancellationToken: cancellationToken));
}

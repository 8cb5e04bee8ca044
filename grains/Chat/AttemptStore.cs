using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Writes the tries of models for one answer or review, together with what they are for.</summary>
internal static class AttemptStore
{
    /// <summary>Safe to repeat: what is on record stays as it is.</summary>
    public static void AddTo(TenantBatch batch, OrganizationId organization, Guid id, IReadOnlyList<ModelAttempt> attempts)
    {
        foreach (var (at, attempt) in attempts.Index())
        {
            batch.Add(
                """
                insert into chat.attempt (
                  org_id, turn_id, attempt, provider, model, failure, message, http_status, first_token_ms, duration_ms, input_tokens,
                  output_tokens, cost_usd, started_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                on conflict (org_id, turn_id, attempt) do nothing
                """,
                organization.Value, id, (short)(at + 1), attempt.Provider, attempt.Model, (short?)attempt.Failure, attempt.Message, attempt.HttpStatus,
                attempt.FirstTokenMs, attempt.DurationMs, attempt.InputTokens, attempt.OutputTokens, attempt.CostUsd, attempt.StartedAt.UtcDateTime);
        }
    }
}

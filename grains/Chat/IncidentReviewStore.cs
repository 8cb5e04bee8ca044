using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Versions of reviews. One is written once, with its tries of models; afterwards only who accepted it is added.</summary>
internal sealed class IncidentReviewStore(TenantDatabase database)
{
    /// <summary>Newest first, each with the hash of what it was written from.</summary>
    public async Task<ImmutableArray<(IncidentReview Review, string EvidenceHash)>> GetAsync(
        OrganizationId organization, Guid incident, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<ReviewRow>(new(
            """
            select version as Version, evidence_sha256 as EvidenceHash, provider as Provider, model as Model, prompt_version as PromptVersion,
              struck as Struck, sections::text as Sections, evidence::text as Evidence, written_at as WrittenAt, accepted_by as AcceptedBy,
              accepted_at as AcceptedAt
            from chat.incident_review where org_id = @org and incident_id = @id order by version desc
            """,
            new { org = organization.Value, id = incident },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => (row.ToReview(incident), row.EvidenceHash))];
    }

    /// <summary>Safe to repeat: a version that is there stays as it is, and nothing is counted twice.</summary>
    public async Task SaveAsync(
        OrganizationId organization, Guid id, IncidentReview review, string evidenceHash, IReadOnlyList<ModelAttempt> attempts, CancellationToken cancellationToken)
    {
        await using var batch = await database.BeginWriterBatchAsync(organization, cancellationToken);
        batch.Add(
            """
            insert into chat.incident_review (
              org_id, incident_id, version, review_id, evidence_sha256, provider, model, prompt_version, struck, sections, evidence, written_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb, $12)
            on conflict (org_id, incident_id, version) do nothing
            """,
            organization.Value, review.IncidentId, review.Version, id, evidenceHash, review.Provider, review.Model, review.PromptVersion, review.Struck,
            JsonSerializer.Serialize(review.Sections, ChatStore.Json), JsonSerializer.Serialize(review.Evidence, ChatStore.Json), review.WrittenAt.UtcDateTime);
        AttemptStore.AddTo(batch, organization, id, attempts);
        await batch.WriteAsync(cancellationToken);
    }

    /// <summary>Whoever accepted it before stands.</summary>
    public async Task AcceptAsync(
        OrganizationId organization, Guid incident, int version, Guid personId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            update chat.incident_review set accepted_by = @personId, accepted_at = @at
            where org_id = @org and incident_id = @incident and version = @version and accepted_at is null
            """,
            new { org = organization.Value, incident, version, personId, at = at.UtcDateTime },
            cancellationToken: cancellationToken));
    }

    private sealed record ReviewRow
    {
        public required int Version { get; init; }
        public required string EvidenceHash { get; init; }
        public required string Provider { get; init; }
        public required string Model { get; init; }
        public required string PromptVersion { get; init; }
        public required int Struck { get; init; }
        public required string Sections { get; init; }
        public required string Evidence { get; init; }
        public required DateTime WrittenAt { get; init; }
        public Guid? AcceptedBy { get; init; }
        public DateTime? AcceptedAt { get; init; }

        public IncidentReview ToReview(Guid incident) => new()
        {
            IncidentId = incident, Version = Version, Provider = Provider, Model = Model, PromptVersion = PromptVersion, Struck = Struck,
            Sections = JsonSerializer.Deserialize<IncidentReviewSections>(Sections, ChatStore.Json)!,
            Evidence = JsonSerializer.Deserialize<ImmutableArray<Evidence>>(Evidence, ChatStore.Json),
            WrittenAt = new(WrittenAt, TimeSpan.Zero), AcceptedBy = AcceptedBy, AcceptedAt = AcceptedAt is { } at ? new(at, TimeSpan.Zero) : null,
        };
    }
}

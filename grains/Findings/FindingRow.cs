using Raposa.Incidents;

namespace Raposa.Findings;

/// <summary>A row of <c>findings.finding</c>.</summary>
internal sealed record FindingRow
{
    public const string Columns =
        """
        finding_id as FindingId, fingerprint as Fingerprint, kind as Kind, severity as Severity, status as Status, title as Title,
        detail as Detail, account_id as AccountId, region as Region, subject as Subject, evidence::text as Evidence,
        first_seen_at as FirstSeenAt, last_seen_at as LastSeenAt, changed_at as ChangedAt, resolved_at as ResolvedAt
        """;

    public required Guid FindingId { get; init; }

    public required string Fingerprint { get; init; }

    public required string Kind { get; init; }

    public required short Severity { get; init; }

    public required short Status { get; init; }

    public required string Title { get; init; }

    public required string Detail { get; init; }

    public string? AccountId { get; init; }

    public string? Region { get; init; }

    public required string Subject { get; init; }

    public required string Evidence { get; init; }

    public required DateTime FirstSeenAt { get; init; }

    public required DateTime LastSeenAt { get; init; }

    public required DateTime ChangedAt { get; init; }

    public DateTime? ResolvedAt { get; init; }

    public Finding ToFinding() => new()
    {
        Id = FindingId,
        Fingerprint = Fingerprint,
        Kind = Kind,
        Severity = (Severity)Severity,
        Status = (FindingStatus)Status,
        Title = Title,
        Detail = Detail,
        AccountId = AccountId,
        Region = Region,
        Subject = Subject,
        EvidenceJson = Evidence,
        FirstSeenAt = FirstSeenAt,
        LastSeenAt = LastSeenAt,
        ChangedAt = ChangedAt,
        ResolvedAt = ResolvedAt,
    };
}

/// <summary>A row of <c>findings.finding_change</c>.</summary>
internal sealed record FindingChangeRow(DateTime At, short Change, short Severity, string Title, string Evidence)
{
    public FindingChange ToChange() => new(At, (FindingChangeKind)Change, (Severity)Severity, Title, Evidence);
}

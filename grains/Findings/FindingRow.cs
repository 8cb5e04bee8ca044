using Raposa.Incidents;

namespace Raposa.Findings;

/// <summary>A row of <c>findings.finding</c>.</summary>
internal sealed record FindingRow
{
    public const string Columns =
        """
        finding_id as FindingId, fingerprint as Fingerprint, kind as Kind, severity as Severity, status as Status, title as Title,
        detail as Detail, account_id as AccountId, region as Region, subject as Subject, evidence::text as Evidence,
        first_seen_at as FirstSeenAt, last_seen_at as LastSeenAt, changed_at as ChangedAt, resolved_at as EndedAt,
        suppressed_at as SuppressedAt, suppressed_until as SuppressedUntil, suppressed_severity as SuppressedSeverity, suppressed_by as SuppressedBy,
        suppressed_by_name as SuppressedByName, suppression_reason as SuppressionReason,
        priority as Priority, priority_unknowns as PriorityUnknowns, priority_rank as PriorityRank, factors::text as Factors, prioritized_at as PrioritizedAt
        """;

    /// <summary>Whether a suppression holds at the parameter <c>now</c>: nobody has to end it.</summary>
    public const string IsSuppressed = "coalesce(suppressed_until > @now and severity <= suppressed_severity, false)";

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

    public DateTime? EndedAt { get; init; }

    public DateTime? SuppressedAt { get; init; }

    public DateTime? SuppressedUntil { get; init; }

    public short? SuppressedSeverity { get; init; }

    public Guid? SuppressedBy { get; init; }

    public string? SuppressedByName { get; init; }

    public string? SuppressionReason { get; init; }

    public required short Priority { get; init; }

    public required short PriorityUnknowns { get; init; }

    public required short PriorityRank { get; init; }

    public required string Factors { get; init; }

    public DateTime? PrioritizedAt { get; init; }

    /// <param name="now">When it is read: whether a suppression holds is decided by it.</param>
    public Finding ToFinding(DateTimeOffset now) => new()
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
        ResolvedAt = (FindingStatus)Status == FindingStatus.Resolved ? EndedAt : null,
        ClosedAt = (FindingStatus)Status == FindingStatus.Closed ? EndedAt : null,
        Suppression = SuppressedUntil is not { } until ? null : new()
        {
            Reason = SuppressionReason!,
            Author = SuppressedBy!.Value,
            AuthorName = SuppressedByName!,
            At = SuppressedAt!.Value,
            Until = until,
            Severity = (Severity)SuppressedSeverity!.Value,
            IsActive = until > now && Severity <= SuppressedSeverity,
        },
        Priority = new()
        {
            Score = Priority, Unknowns = PriorityUnknowns, Factors = PriorityJson.Read(Factors), AsOf = PrioritizedAt,
        },
    };
}

/// <summary>A row of <c>findings.finding_change</c>.</summary>
internal sealed record FindingChangeRow(
    DateTime At, short Change, short Severity, string Title, string Evidence, Guid? RunId, Guid? Author, string? AuthorName, string? Note, DateTime? Until)
{
    public const string Columns =
        """
        at as At, change as Change, severity as Severity, title as Title, evidence::text as Evidence, run_id as RunId, author as Author,
        author_name as AuthorName, note as Note, until as Until
        """;

    public FindingChange ToChange() => new(At, (FindingChangeKind)Change, (Severity)Severity, Title, Evidence)
    {
        RunId = RunId, Author = Author, AuthorName = AuthorName, Note = Note, Until = Until,
    };
}

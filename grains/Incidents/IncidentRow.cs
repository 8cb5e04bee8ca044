namespace Raposa.Incidents;

/// <summary>A row of <c>incidents.incident</c>.</summary>
/// <remarks>Properties, not a constructor: Dapper sees an array of the database as no particular array, and finds no constructor for it.</remarks>
internal sealed record IncidentRow
{
    public required Guid IncidentId { get; init; }

    public required string Actor { get; init; }

    public required string Title { get; init; }

    public required short Severity { get; init; }

    public required short Status { get; init; }

    public required string[] AccountIds { get; init; }

    public required string[] SourceIps { get; init; }

    public required string[] Techniques { get; init; }

    public required DateTime FirstEventAt { get; init; }

    public required DateTime LastEventAt { get; init; }

    public required DateTime OpenedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required int HitCount { get; init; }

    public const string Columns =
        """
        incident_id as IncidentId, actor as Actor, title as Title, severity as Severity, status as Status,
        account_ids as AccountIds, source_ips as SourceIps, techniques as Techniques, first_event_at as FirstEventAt,
        last_event_at as LastEventAt, opened_at as OpenedAt, updated_at as UpdatedAt, hit_count as HitCount
        """;

    public Incident ToIncident() => new()
    {
        Id = IncidentId,
        Title = Title,
        Severity = (Severity)Severity,
        Status = (IncidentStatus)Status,
        Actor = Actor,
        AccountIds = [.. AccountIds],
        SourceIps = [.. SourceIps],
        Techniques = [.. Techniques],
        FirstEventAt = FirstEventAt,
        LastEventAt = LastEventAt,
        OpenedAt = OpenedAt,
        UpdatedAt = UpdatedAt,
        HitCount = HitCount,
    };
}

/// <summary>A row of <c>incidents.evidence</c>.</summary>
internal sealed record EvidenceRow
{
    public required DateTime At { get; init; }

    public required string RuleId { get; init; }

    public required string RuleTitle { get; init; }

    public required short Severity { get; init; }

    public required string[] Techniques { get; init; }

    public required string EventId { get; init; }

    public string? EventName { get; init; }

    public string? EventSource { get; init; }

    public string? AccountId { get; init; }

    public string? Region { get; init; }

    public string? SourceIp { get; init; }

    public string? ErrorCode { get; init; }

    public required string Summary { get; init; }

    public const string Columns =
        """
        at as At, rule_id as RuleId, rule_title as RuleTitle, severity as Severity, techniques as Techniques,
        event_id as EventId, event_name as EventName, event_source as EventSource, account_id as AccountId, region as Region,
        source_ip as SourceIp, error_code as ErrorCode, summary as Summary
        """;

    public TimelineEntry ToEntry() => new()
    {
        At = At,
        RuleId = RuleId,
        RuleTitle = RuleTitle,
        Severity = (Severity)Severity,
        Techniques = [.. Techniques],
        EventId = EventId,
        EventName = EventName,
        EventSource = EventSource,
        AccountId = AccountId,
        Region = Region,
        SourceIp = SourceIp,
        ErrorCode = ErrorCode,
        Summary = Summary,
    };
}

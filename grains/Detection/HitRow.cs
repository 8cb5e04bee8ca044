namespace Raposa.Detection;

/// <summary>A row of <c>detection.hit</c> as it is read.</summary>
internal sealed record HitRow
{
    /// <summary>What to select.</summary>
    public const string Columns =
        """
        rule_id as RuleId, event_key as EventKey, event_id as EventId, event_time as EventTime, rule_title as RuleTitle,
        level as Level, techniques as Techniques, actor as Actor, event_name as EventName, event_source as EventSource,
        account_id as AccountId, region as Region, source_ip as SourceIp, error_code as ErrorCode, summary as Summary,
        stands_alone as StandsAlone, group_key as GroupKey
        """;

    public required string RuleId { get; init; }

    public required Guid EventKey { get; init; }

    public required string EventId { get; init; }

    public required DateTime EventTime { get; init; }

    public required string RuleTitle { get; init; }

    public required short Level { get; init; }

    public required string[] Techniques { get; init; }

    public required string Actor { get; init; }

    public string? EventName { get; init; }

    public string? EventSource { get; init; }

    public string? AccountId { get; init; }

    public string? Region { get; init; }

    public string? SourceIp { get; init; }

    public string? ErrorCode { get; init; }

    public required string Summary { get; init; }

    public required bool StandsAlone { get; init; }

    public string? GroupKey { get; init; }

    public Hit ToHit() => new()
    {
        RuleId = RuleId,
        RuleTitle = RuleTitle,
        Level = (SigmaLevel)Level,
        Techniques = [.. Techniques],
        EventKey = EventKey,
        EventId = EventId,
        At = EventTime,
        Event = new()
        {
            Actor = Actor,
            Name = EventName,
            Source = EventSource,
            AccountId = AccountId,
            Region = Region,
            SourceIp = SourceIp,
            ErrorCode = ErrorCode,
        },
        Summary = Summary,
        StandsAlone = StandsAlone,
        GroupKey = GroupKey,
    };
}

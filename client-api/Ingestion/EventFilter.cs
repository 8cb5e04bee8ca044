using System.ComponentModel;

namespace Raposa.Ingestion;

/// <summary>The query of <c>GET /v1/events</c>.</summary>
public sealed record EventFilter
{
    private const int MostAtOnce = 500;

    [Description("One event by its eventID; the other conditions do not count then.")]
    public string? EventId { get; init; }

    [Description("Not before this time of the event.")]
    public DateTimeOffset? From { get; init; }

    [Description("Before this time of the event.")]
    public DateTimeOffset? To { get; init; }
    public string? EventName { get; init; }
    public string? EventSource { get; init; }
    public string? AccountId { get; init; }
    public string? Region { get; init; }
    public string? Actor { get; init; }
    public string? SourceIp { get; init; }
    public string? ErrorCode { get; init; }
    public Guid? BatchId { get; init; }

    [Description("1 to 500; 50 if it is not said.")]
    public int? Limit { get; init; }

    [Description("The next of the page before.")]
    public string? Cursor { get; init; }

    /// <summary>Null, or what is wrong and what to do.</summary>
    public string? Refuse() => this switch
    {
        { Limit: < 1 or > MostAtOnce } => $"The limit is 1 to {MostAtOnce}.",
        _ when Texts().Any(text => text?.Contains('\0', StringComparison.Ordinal) == true) => "No event has a NUL character in it.",
        _ => null,
    };

    public EventQuery ToQuery() => new()
    {
        From = From,
        To = To,
        EventName = EventName,
        EventSource = EventSource,
        AccountId = AccountId,
        Region = Region,
        Actor = Actor,
        SourceIp = SourceIp,
        ErrorCode = ErrorCode,
        BatchId = BatchId,
        Limit = Limit ?? new EventQuery().Limit,
        Cursor = Cursor,
    };

    private string?[] Texts() => [EventName, EventSource, AccountId, Region, Actor, SourceIp, ErrorCode];
}

using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Ingestion.Parsing;

/// <summary>A body as events and rejected records, before anybody was asked whose accounts they are of.</summary>
internal sealed record ParsedDelivery(ImmutableArray<PreparedEvent> Events, ImmutableArray<RejectedRecord> Rejections)
{
    /// <summary>The <c>id</c> of the one EventBridge event that the body is, else null.</summary>
    public string? EventBridgeId { get; init; }

    /// <summary>CloudTrail began in 2013; a time before AWS itself did is a mistake, not a time.</summary>
    public static readonly DateTimeOffset Earliest = new(2006, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far a clock may run ahead before its time is called unknown.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    /// <summary>Parses an inflated body; either the delivery or why the body as a whole is refused.</summary>
    public static (ParsedDelivery? Delivery, ParseRefusal? Refusal) Parse(
        ReadOnlySpan<byte> body, DateTimeOffset receivedAt, IngestionLimits limits)
    {
        var scanner = new DeliveryScanner(limits.MaxRecords);
        if (scanner.Scan(body) is { } refusal)
        {
            return (null, refusal);
        }

        var texts = new TextCache();
        var events = ImmutableArray.CreateBuilder<PreparedEvent>(scanner.Records.Count);
        var rejections = ImmutableArray.CreateBuilder<RejectedRecord>();
        var days = new HashSet<DateOnly>();
        for (var index = 0; index < scanner.Records.Count; index++)
        {
            var record = scanner.Records[index];
            if (Reject(record, index, limits) is { } rejected)
            {
                rejections.Add(rejected);
                continue;
            }

            var prepared = Prepare(body, record, index, receivedAt, texts);
            events.Add(prepared);
            days.Add(DateOnly.FromDateTime(prepared.EventTime.UtcDateTime));
        }

        if (days.Count > limits.MaxDays)
        {
            return (null, ParseRefusal.TooLarge(
                "too-many-days",
                string.Create(CultureInfo.InvariantCulture, $"The body's events are of {days.Count} different days; send at most {limits.MaxDays} at once.")));
        }

        var id = scanner.Records is [{ Envelope.HasDetail: true } only] ? texts.Get(body, only.Envelope.Id) : null;
        return (new(events.ToImmutable(), rejections.ToImmutable()) { EventBridgeId = id }, null);
    }

    private static RejectedRecord? Reject(in ScannedRecord record, int index, IngestionLimits limits)
    {
        if (!record.IsObject)
        {
            return Rejected(index, "not-an-object", "A CloudTrail record is a JSON object.");
        }

        if (record.Length > limits.MaxRecordBytes)
        {
            return Rejected(
                index, "too-large", string.Create(CultureInfo.InvariantCulture, $"The record is larger than {limits.MaxRecordBytes} bytes."));
        }

        return record.IsCloudTrail
            ? null
            : Rejected(index, "not-cloudtrail", "The object has none of eventName, eventSource and eventID.");
    }

    private static RejectedRecord Rejected(int index, string reason, string detail) =>
        new() { Index = index, Reason = reason, Detail = detail };

    private static PreparedEvent Prepare(
        ReadOnlySpan<byte> body, in ScannedRecord record, int index, DateTimeOffset receivedAt, TextCache texts)
    {
        var time = TimeOf(body, record.EventTime, receivedAt) ?? TimeOf(body, record.Envelope.Time, receivedAt);
        var id = texts.Get(body, record.EventId) ?? EventKey.OfContent(body.Slice(record.Offset, record.Length));
        var user = record.User;
        return new()
        {
            EventKey = EventKey.Of(id),
            EventId = id,
            EventTime = time ?? receivedAt,
            IsTimeKnown = time is not null,
            EventSource = texts.Get(body, record.EventSource),
            EventName = texts.Get(body, record.EventName),
            Region = texts.Get(body, record.Region) ?? texts.Get(body, record.Envelope.Region),
            AccountId = texts.Get(body, record.RecipientAccount)
                ?? texts.Get(body, record.Envelope.AccountId) ?? texts.Get(body, user.AccountId),
            Actor = texts.Get(body, user.Arn) ?? texts.Get(body, user.IssuerArn) ?? texts.Get(body, user.PrincipalId)
                ?? texts.Get(body, user.InvokedBy) ?? texts.Get(body, user.UserName) ?? texts.Get(body, user.Type),
            SourceIp = texts.Get(body, record.SourceIp),
            ErrorCode = texts.Get(body, record.ErrorCode),
            IsReadOnly = IsReadOnly(body, record.ReadOnly),
            IsUnclaimed = true,
            RecordIndex = index,
            Offset = record.Offset,
            Length = record.Length,
            IsPlain = record.IsPlain,
        };
    }

    private static DateTimeOffset? TimeOf(ReadOnlySpan<byte> body, Token token, DateTimeOffset receivedAt) =>
        token.Kind == TokenKind.Plain
        && EventTime.Parse(body.Slice(token.Offset, token.Length)) is { } time
        && time >= Earliest && time <= receivedAt + Ahead
            ? time
            : null;

    // Exports write it as a string.
    private static bool? IsReadOnly(ReadOnlySpan<byte> body, Token token) => token.Kind switch
    {
        TokenKind.True => true,
        TokenKind.False => false,
        TokenKind.Plain when body.Slice(token.Offset, token.Length).SequenceEqual("true"u8) => true,
        TokenKind.Plain when body.Slice(token.Offset, token.Length).SequenceEqual("false"u8) => false,
        _ => null,
    };
}

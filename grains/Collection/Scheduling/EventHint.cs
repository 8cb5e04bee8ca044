using System.Text.Json;

namespace Raposa.Collection.Scheduling;

/// <summary>Of an event, what decides which sources it refreshes, in EventBridge's words.</summary>
/// <param name="AccountId">Whose resource it is about.</param>
/// <param name="Region">Where it happened.</param>
/// <param name="Source">Such as <c>aws.guardduty</c>.</param>
/// <param name="DetailType">Such as <c>GuardDuty Finding</c>.</param>
/// <param name="Detail">What the envelope holds.</param>
internal sealed record EventHint(string AccountId, string? Region, string Source, string DetailType, JsonElement Detail)
{
    /// <summary>What EventBridge calls a CloudTrail record.</summary>
    public const string CallDetailType = "AWS API Call via CloudTrail";

    private const string ServiceDomain = ".amazonaws.com";

    /// <summary>Null for what names no account, source or detail.</summary>
    public static EventHint? Of(JsonElement json, bool isRecord) => json.ValueKind != JsonValueKind.Object ? null
        : isRecord ? OfRecord(json)
        : Text(json, "account") is { } account && Text(json, "source") is { } source && Text(json, "detail-type") is { } type
            && json.TryGetProperty("detail", out var detail)
            ? new(account, Text(json, "region"), source, type, detail)
        : null;

    /// <summary>The key at a path of the event (<c>detail.instance-id</c>), or null if no text or number stands there.</summary>
    public string? At(string path)
    {
        if (path.Split('.') is not ["detail", .. var members])
        {
            return null;
        }

        var at = Detail;
        foreach (var member in members)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(member, out at))
            {
                return null;
            }
        }

        return at.ValueKind switch
        {
            JsonValueKind.String => at.GetString(),
            JsonValueKind.Number => at.GetRawText(),
            _ => null,
        };
    }

    private static EventHint? OfRecord(JsonElement record) =>
        (Text(record, "recipientAccountId") ?? AccountOfCaller(record)) is { } account
        && Text(record, "eventSource") is { } service && service.EndsWith(ServiceDomain, StringComparison.Ordinal)
            ? new(account, Text(record, "awsRegion"), $"aws.{service[..^ServiceDomain.Length]}", CallDetailType, record)
            : null;

    private static string? AccountOfCaller(JsonElement record) =>
        record.TryGetProperty("userIdentity", out var caller) && caller.ValueKind == JsonValueKind.Object ? Text(caller, "accountId") : null;

    private static string? Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

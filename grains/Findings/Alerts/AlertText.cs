using System.Text.Json;

namespace Raposa.Findings;

/// <summary>An alert as a person reads it, and the body of a test.</summary>
internal static class AlertText
{
    public static string Subject(DueAlert alert) => alert.EventType switch
    {
        "finding.resolved" => $"Resolved: {alert.Title}",
        "finding.closed" => $"No longer observed: {alert.Title}",
        "finding.reopened" => $"Again: {alert.Title}",
        _ => alert.Title,
    };

    public static string Body(DueAlert alert) => $"{Subject(alert)}\n\n{alert.Detail}\n";

    /// <summary>In the shape of every other message; its type says that it is a test.</summary>
    public static string TestBody(DateTimeOffset at, AlertReceiver receiver) => JsonSerializer.Serialize(
        new { type = "receiver.test", timestamp = at, data = new { receiver = receiver.Id, receiver.Name } }, JsonSerializerOptions.Web);
}

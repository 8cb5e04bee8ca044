using System.Security.Cryptography;
using System.Text;
using Raposa.Ingestion.Parsing;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Batches as the gateway prepares them, from the text of a body.</summary>
internal static class TestBatch
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static PreparedBatch Of(
        OrganizationId organization,
        string messageId,
        string body,
        Provenance provenance = Provenance.SignedBody,
        DeliveryChannel channel = DeliveryChannel.Webhook,
        DateTimeOffset? receivedAt = null)
    {
        var text = Encoding.UTF8.GetBytes(body);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(text));
        var delivery = ParsedDelivery.Parse(text, receivedAt ?? Now, new()).Delivery ?? throw new ArgumentException("The body is refused.", nameof(body));
        return new()
        {
            BatchId = EventKey.OfBatch(organization.Value, channel, messageId, sha256),
            MessageId = messageId,
            Channel = channel,
            Provenance = provenance,
            CredentialId = "credential",
            Sha256 = sha256,
            ReceivedAt = receivedAt ?? Now,
            WireBytes = text.Length,
            Compressed = Inflation.Deflate(text),
            Text = text,
            Events = delivery.Events,
            Rejections = delivery.Rejections,
        };
    }

    /// <summary>A record of that id and hour of 28 February 2026.</summary>
    public static string Record(string id, int hour = 10) =>
        $$"""{"eventID":"{{id}}","eventName":"GetObject","eventSource":"s3.amazonaws.com","eventTime":"2026-02-28T{{hour:00}}:00:00Z"}""";
}

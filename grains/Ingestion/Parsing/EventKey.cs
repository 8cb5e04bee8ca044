using System.Security.Cryptography;
using System.Text;

namespace Raposa.Ingestion.Parsing;

/// <summary>
/// The uuid an event is identified by. AWS's event ids are uuids and stand for themselves; tests and exports also write
/// <c>1</c> or <c>test-event-id</c>, and those get the first 16 bytes of a SHA-256.
/// </summary>
internal static class EventKey
{
    public static Guid Of(string eventId) =>
        Guid.TryParseExact(eventId, "D", out var uuid) && uuid.ToString("D") == eventId
            ? uuid
            : OfText($"raposa:event:{eventId}");

    /// <summary>The id of a record that has none: what it says.</summary>
    public static string OfContent(ReadOnlySpan<byte> record) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(record)))}";

    /// <summary>The batch that this message is: the same body under the same message id is the same batch.</summary>
    public static Guid OfBatch(Guid organization, DeliveryChannel channel, string messageId, string sha256) =>
        OfText($"raposa:batch:{organization:D}:{(int)channel}:{sha256}:{messageId}");

    private static Guid OfText(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true);
}

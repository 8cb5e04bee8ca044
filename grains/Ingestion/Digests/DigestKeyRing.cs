using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Raposa.Ingestion;

/// <summary>A public key of CloudTrail's, of one region, with the time in which it signed.</summary>
/// <param name="Der">PKCS #1.</param>
internal sealed record DigestPublicKey(string Fingerprint, byte[] Der, DateTimeOffset ValidFrom, DateTimeOffset ValidTo)
{
    public bool WasValidIn(DateTimeOffset from, DateTimeOffset to) => ValidFrom <= to && ValidTo >= from;
}

/// <summary>The public keys that digests may be signed with, by fingerprint.</summary>
internal sealed class DigestKeyRing(IEnumerable<DigestPublicKey> keys)
{
    private readonly Dictionary<string, DigestPublicKey> _keys =
        keys.DistinctBy(key => key.Fingerprint).ToDictionary(key => key.Fingerprint, StringComparer.Ordinal);

    public int Count => _keys.Count;

    public IEnumerable<DigestPublicKey> Keys => _keys.Values;

    public DigestPublicKey? Find(string fingerprint) => _keys.GetValueOrDefault(fingerprint);

    /// <summary>
    /// Reads what <c>aws cloudtrail list-public-keys</c> prints: one answer, a list of answers, or several one after the
    /// other, because each region has its own. Times are ISO 8601 or seconds, as versions of the CLI differ.
    /// </summary>
    /// <exception cref="FormatException">The text is something else; the message says what and where.</exception>
    public static DigestKeyRing Parse(ReadOnlySpan<byte> json)
    {
        var keys = new List<DigestPublicKey>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            while (reader.Read())
            {
                var value = JsonElement.ParseValue(ref reader);
                foreach (var answer in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
                {
                    keys.AddRange(Read(answer));
                }
            }
        }
        catch (JsonException broken)
        {
            throw new FormatException($"it is not JSON at line {broken.LineNumber + 1}", broken);
        }

        return new(keys);
    }

    /// <summary>The keys of one answer.</summary>
    /// <exception cref="FormatException">It is not such an answer.</exception>
    public static ImmutableArray<DigestPublicKey> Read(JsonElement answer)
    {
        try
        {
            return
            [
                .. answer.GetProperty("PublicKeyList").EnumerateArray().Select(key => new DigestPublicKey(
                    key.GetProperty("Fingerprint").GetString()!,
                    key.GetProperty("Value").GetBytesFromBase64(),
                    Time(key.GetProperty("ValidityStartTime")),
                    Time(key.GetProperty("ValidityEndTime")))),
            ];
        }
        catch (Exception other) when (other is KeyNotFoundException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new FormatException(
                "it is not what 'aws cloudtrail list-public-keys' prints: a PublicKeyList whose keys have Value, Fingerprint, ValidityStartTime and ValidityEndTime", other);
        }
    }

    private static DateTimeOffset Time(JsonElement time) => time.ValueKind == JsonValueKind.Number
        ? DateTimeOffset.UnixEpoch.AddSeconds(time.GetDouble())
        : DateTimeOffset.Parse(time.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

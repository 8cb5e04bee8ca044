using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Raposa.Ingestion;

/// <summary>Where a page of certificates ended: the last one's hour, account and region. Opaque outside.</summary>
internal sealed record CompletenessCursor(DateTimeOffset Hour, string AccountId, string Region)
{
    /// <summary>Null for what no page ever ended with.</summary>
    public static CompletenessCursor? TryParse(string text)
    {
        if (text.Length > 256 || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/');
        return parts is [var seconds, var account, var region] && !account.Contains('\0', StringComparison.Ordinal) && !region.Contains('\0', StringComparison.Ordinal)
            && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= 253_402_300_799
            ? new(DateTimeOffset.FromUnixTimeSeconds(time), account, region)
            : null;
    }

    public override string ToString() => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Hour.ToUnixTimeSeconds()}/{AccountId}/{Region}")));
}

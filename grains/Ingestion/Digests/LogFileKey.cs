using System.Globalization;
using System.Text.RegularExpressions;

namespace Raposa.Ingestion;

/// <summary>
/// The key of a log file in its bucket:
/// <c>[prefix/]AWSLogs/[O-ID/]ACCOUNT/CloudTrail/REGION/yyyy/MM/dd/ACCOUNT_CloudTrail_REGION_yyyyMMddTHHmmZ_RANDOM.json.gz</c>.
/// </summary>
/// <param name="Root">Everything before the account, with its slash.</param>
/// <param name="DeliveredAt">The minute in which it was delivered.</param>
internal sealed partial record LogFileKey(string Text, string Root, string AccountId, string Region, DateTimeOffset DeliveredAt)
{
    /// <summary>Null if the key is not a log file's.</summary>
    public static LogFileKey? TryParse(string key)
    {
        var match = Form().Match(key);
        return match.Success && DateTimeOffset.TryParseExact(
            match.Groups["time"].Value, "yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var delivered)
            ? new(key, match.Groups["root"].Value, match.Groups["account"].Value, match.Groups["region"].Value, delivered)
            : null;
    }

    /// <summary>What the keys of an account's log files of a region and day begin with.</summary>
    public static string PrefixOf(string root, string accountId, string region, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{root}{accountId}/CloudTrail/{region}/{day:yyyy'/'MM'/'dd}/");

    [GeneratedRegex(
        @"^(?<root>(?:.+/)?AWSLogs/(?:o-[a-z0-9]+/)?)(?<account>\d{12})/CloudTrail/(?<region>[a-z0-9-]+)/\d{4}/\d{2}/\d{2}/\k<account>_CloudTrail_\k<region>_(?<time>\d{8}T\d{4}Z)_[A-Za-z0-9]+\.json\.gz$")]
    private static partial Regex Form();
}

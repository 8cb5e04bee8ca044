using System.Globalization;
using System.Text.RegularExpressions;

namespace Raposa.Ingestion;

/// <summary>
/// The key of a digest in its bucket:
/// <c>[prefix/]AWSLogs/[O-ID/]ACCOUNT/CloudTrail-Digest/REGION/yyyy/MM/dd/ACCOUNT_CloudTrail-Digest_REGION_TRAIL_HOME_yyyyMMddTHHmmssZ[_backfill].json.gz</c>.
/// </summary>
/// <param name="Root">Everything before the account, with its slash.</param>
/// <param name="EndTime">When its period ended.</param>
internal sealed partial record DigestKey(
    string Text, string Root, string AccountId, string Region, string Trail, string HomeRegion, DateTimeOffset EndTime, bool IsBackfill)
{
    /// <summary>The digests that follow each other: those of one trail, in one account and region. Backfill follows backfill.</summary>
    public ChainName Chain => new(Root, AccountId, Region, Trail, HomeRegion, IsBackfill);

    /// <summary>Null if the key is not a digest's.</summary>
    public static DigestKey? TryParse(string key)
    {
        var match = Form().Match(key);
        return match.Success && DateTimeOffset.TryParseExact(
            match.Groups["time"].Value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            ? new(
                key,
                match.Groups["root"].Value,
                match.Groups["account"].Value,
                match.Groups["region"].Value,
                match.Groups["trail"].Value,
                match.Groups["home"].Value,
                end,
                match.Groups["backfill"].Success)
            : null;
    }

    /// <summary>What the keys of an account's digests of a region and day begin with.</summary>
    public static string PrefixOf(string root, string accountId, string region, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{root}{accountId}/CloudTrail-Digest/{region}/{day:yyyy'/'MM'/'dd}/");

    [GeneratedRegex(
        @"^(?<root>(?:.+/)?AWSLogs/(?:o-[a-z0-9]+/)?)(?<account>\d{12})/CloudTrail-Digest/(?<region>[a-z0-9-]+)/\d{4}/\d{2}/\d{2}/\k<account>_CloudTrail-Digest_\k<region>_(?<trail>[^/]+)_(?<home>[a-z0-9-]+)_(?<time>\d{8}T\d{6}Z)(?<backfill>_backfill)?\.json\.gz$")]
    private static partial Regex Form();
}

/// <summary>Digests that follow each other.</summary>
internal sealed record ChainName(string Root, string AccountId, string Region, string Trail, string HomeRegion, bool IsBackfill);

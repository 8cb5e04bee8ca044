using System.Text.RegularExpressions;

namespace Raposa.Posture.Checks;

/// <summary>What an origin of a distribution is, by its name.</summary>
internal static partial class CloudFrontOrigins
{
    /// <summary>A bucket by its own endpoint; its endpoint as a web site is a server like any other.</summary>
    public static bool IsBucket(string domain) => Bucket().IsMatch(domain);

    [GeneratedRegex(@"\.s3([.-][a-z0-9-]+)?\.amazonaws\.com$")]
    private static partial Regex Bucket();
}

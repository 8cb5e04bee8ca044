using System.Collections.Frozen;

namespace Raposa.Collection;

/// <summary>Regions that every account has without asking: all that were opened before 20 March 2019.</summary>
internal static class AwsRegions
{
    private static readonly FrozenSet<string> Default = new[]
    {
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1",
        "us-west-2",
    }.ToFrozenSet();

    /// <summary>An account must opt in to it first; until then its credentials are not known there.</summary>
    public static bool MustBeOptedIn(string region) =>
        !Default.Contains(region)
        && !region.StartsWith("cn-", StringComparison.Ordinal) && !region.StartsWith("us-gov-", StringComparison.Ordinal);
}

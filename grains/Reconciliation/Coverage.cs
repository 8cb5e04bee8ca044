using System.Collections.Immutable;

namespace Raposa.Reconciliation;

/// <summary>How the live instances divide, by each of the things that people ask for coverage by.</summary>
internal static class Coverage
{
    public static readonly ImmutableArray<string> Dimensions = ["account", "role", "cluster", "snowflake", "version"];

    /// <summary>In the order of dimensions and values. Those that have no role, cluster or sensor are one share, whose value is empty.</summary>
    public static ImmutableArray<(string Dimension, CoverageShare Share)> Of(
        IEnumerable<(InstanceFacts Facts, InstanceVerdict Verdict)> instances)
    {
        var live = instances.Where(one => one.Facts.Life == InstanceLife.Live).ToList();
        return
        [
            .. from dimension in Dimensions
               from share in live.GroupBy(one => ValueOf(dimension, one.Facts, one.Verdict), StringComparer.Ordinal)
               orderby dimension, share.Key
               select (dimension, new CoverageShare(
                   share.Key, share.Count(), Count(share, CoverageClass.Matched), Count(share, CoverageClass.Unprotected), Count(share, CoverageClass.Unknown))),
        ];
    }

    private static string ValueOf(string dimension, InstanceFacts facts, InstanceVerdict verdict) => dimension switch
    {
        "account" => facts.AccountId,
        "role" => facts.Role ?? "",
        "cluster" => facts.Cluster ?? "",
        "snowflake" => VerdictCodes.Of(facts.Snowflake),
        _ => verdict.Sensor?.AgentVersion ?? "",
    };

    private static int Count(IEnumerable<(InstanceFacts Facts, InstanceVerdict Verdict)> share, CoverageClass verdict) =>
        share.Count(one => one.Verdict.Class == verdict);
}

using System.Collections.Immutable;
using Raposa.Dns.Names;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;

namespace Raposa.Dns;

/// <summary>What of an organization is known whole: there alone what is not there is nowhere.</summary>
internal sealed class DnsCoverage
{
    private const int Most = 10;

    private readonly ILookup<(string Account, string Source), ChainCoverage> _chains;
    private readonly ImmutableArray<string> _aws, _cloudflare;

    public DnsCoverage(AnalysisRun run)
    {
        _chains = run.Chains.ToLookup(chain => (chain.Chain.AccountId, chain.Chain.Source));
        _aws = AccountsOf(run, "aws_");
        _cloudflare = AccountsOf(run, "cloudflare_");
        ZonesMissing =
        [
            .. _cloudflare.SelectMany(account => Unknown(account, ZoneReader.CloudflareZones)),
            .. _aws.SelectMany(account => Unknown(account, ZoneReader.Route53Zones)),
        ];
        RecordsMissing =
        [
            .. _cloudflare.SelectMany(account => Unknown(account, ZoneReader.CloudflareRecords)),
            .. _aws.SelectMany(account => Unknown(account, ZoneReader.Route53Records)),
        ];
    }

    /// <summary>Lists of zones that are not known whole: a domain may be ours and look like somebody else's.</summary>
    public ImmutableArray<string> ZonesMissing { get; }

    public ImmutableArray<string> RecordsMissing { get; }

    public bool IsKnown(string account, string source, string? region) => _chains[(account, source)]
        .Any(chain => chain.Chain.Region == region && chain.State == CoverageState.Known);

    /// <summary>What is not known of a source in any AWS account; of one read by region in one region, or in each that is read.</summary>
    public ImmutableArray<string> Missing(string source, string? region) => _aws.IsEmpty
        ? ["an AWS account"]
        : [.. _aws.SelectMany(account => Unknown(account, source, region)).Take(Most)];

    public static string LabelOf(ChainName chain) =>
        chain.Region is null ? $"{chain.AccountId}/{chain.Source}" : $"{chain.AccountId}/{chain.Region}/{chain.Source}";

    // An account of which a source was never read is as unknown as one whose last reading failed.
    private IEnumerable<string> Unknown(string account, string source, string? region = null)
    {
        var chains = _chains[(account, source)].Where(chain => region is null || chain.Chain.Region == region).ToArray();
        return chains.Length == 0
            ? [LabelOf(new(account, source, region))]
            : chains.Where(chain => chain.State != CoverageState.Known).Select(chain => LabelOf(chain.Chain));
    }

    private static ImmutableArray<string> AccountsOf(AnalysisRun run, string provider) =>
    [
        .. run.Chains.Where(chain => chain.Chain.Source.StartsWith(provider, StringComparison.Ordinal))
            .Select(chain => chain.Chain.AccountId).Distinct().Order(StringComparer.Ordinal),
    ];
}

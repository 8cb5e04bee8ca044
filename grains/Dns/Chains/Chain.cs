using System.Collections.Immutable;

namespace Raposa.Dns.Chains;

/// <summary>Every way from a name, and how the name stands by them.</summary>
internal sealed record Chain(ImmutableArray<DnsEnd> Ends, ImmutableArray<DnsHop> Hops)
{
    /// <summary>What decides: one way that certainly ends at nothing, then one that is not known, then one that leads elsewhere.</summary>
    public DnsEnd Deciding => Ends.Where(end => end.Standing == DnsStanding.Dangling).OrderByDescending(end => end.Severity).FirstOrDefault()
        ?? Ends.FirstOrDefault(end => end.Standing == DnsStanding.Unknown)
        ?? Ends.FirstOrDefault(end => end is { Standing: DnsStanding.External, IsBehind: false })
        ?? Ends[0];
}

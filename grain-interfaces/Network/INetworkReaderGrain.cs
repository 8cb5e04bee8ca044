using Orleans;

namespace Raposa.Network;

/// <summary>
/// Answers what reaches what in an organization's networks, as of a time, from the snapshots that were sealed by then. Keyed by the
/// organization. Every answer says what it is based on; what was not collected is unknown. An end is <c>internet</c>, an address, or the
/// id of an interface, an instance, a database, a load balancer, a VPC, a subnet or a security group.
/// </summary>
[Alias("raposa.network-reader-grain")]
public interface INetworkReaderGrain : IGrainWithStringKey
{
    /// <summary>What the internet reaches, whether anybody or only addresses that a rule means.</summary>
    [Alias("get-exposure")]
    Task<NetworkExposureReport> GetExposure(DateTimeOffset? asOf);

    /// <summary>A part of it. The pages of one time follow on each other, whichever silo each is asked of.</summary>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="limit">How many at the most.</param>
    [Alias("get-exposure-page")]
    Task<NetworkExposurePage> GetExposurePage(DateTimeOffset? asOf, int skip, int limit);

    /// <summary>Whether one end reaches another, with the packet and rules that prove it.</summary>
    /// <exception cref="ArgumentException">The protocol or port is none; the message says so.</exception>
    [Alias("ask")]
    Task<NetworkAnswer> Ask(NetworkQuestion question);

    /// <summary>The shortest way from host to host, and all ways that pass no place twice, up to a number of hops and of ways.</summary>
    [Alias("get-paths")]
    Task<NetworkPaths> GetPaths(NetworkPathQuestion question);

    /// <summary>Everything that somebody reaches from a place, in so many hops.</summary>
    [Alias("get-blast-radius")]
    Task<NetworkReach> GetBlastRadius(string from, int hops, DateTimeOffset? asOf);

    /// <summary>The verdict before and after some rules are removed or a port is closed, and who is reached no longer.</summary>
    /// <exception cref="ArgumentException">The protocol or port is none; the message says so.</exception>
    [Alias("try-without")]
    Task<NetworkWhatIf> TryWithout(NetworkWhatIfQuestion question);

    /// <summary>The fewest rules whose removal cuts every way from one end to another.</summary>
    [Alias("get-cut")]
    Task<NetworkCut> GetCut(string from, string to, DateTimeOffset? asOf);
}

using Orleans;

namespace Raposa.Dns;

/// <summary>Reads what stands behind an organization's names. Keyed by organization; stateless.</summary>
[Alias("raposa.dns-reader-grain")]
public interface IDnsReaderGrain : IGrainWithStringKey
{
    /// <summary>In the order of names.</summary>
    /// <exception cref="ArgumentException">The cursor is none that a page gave.</exception>
    [Alias("get-names")]
    Task<DnsNamePage> GetNames(DnsNameQuery query);

    /// <summary>Null if no zone has it.</summary>
    [Alias("get-name")]
    Task<DnsAnswer?> GetName(string name, DateTimeOffset? asOf);

    /// <summary>What is exposed first, then in the order of names.</summary>
    /// <exception cref="ArgumentException">The cursor is none that a page gave.</exception>
    [Alias("get-origins")]
    Task<DnsOriginPage> GetOrigins(DnsOriginQuery query);
}

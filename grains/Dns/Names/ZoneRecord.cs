using System.Collections.Immutable;

namespace Raposa.Dns.Names;

/// <summary>A record of a zone.</summary>
/// <param name="Name">In lower case, with no dot at its end.</param>
/// <param name="Values">What it answers; of an alias, the one name whose addresses it answers.</param>
internal sealed record ZoneRecord(string Name, string Type, ImmutableArray<string> Values, bool IsAlias, bool IsProxied, DnsDocument Document)
{
    /// <summary>Whether it says where a name leads, and not who takes its mail or what its owner proves.</summary>
    public bool Leads => Type is "A" or "AAAA" or "CNAME";
}

/// <summary>A domain of a provider, with what is known of it.</summary>
internal sealed record Zone
{
    public required string Name { get; init; }

    /// <summary>The source of its records.</summary>
    public required string Source { get; init; }

    public required string AccountId { get; init; }

    public required bool IsPrivate { get; init; }

    /// <summary>Whether the internet asks it: of Cloudflare's, whether its status is active. Null where that is not known.</summary>
    public required bool? IsServed { get; init; }

    /// <summary>Whether what it does not have is certainly not there.</summary>
    public required bool IsWhole { get; init; }

    public required ILookup<string, ZoneRecord> Records { get; init; }

    public bool IsCloudflare => Source == ZoneReader.CloudflareRecords;
}

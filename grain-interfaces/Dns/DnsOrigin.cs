using System.Collections.Immutable;
using Orleans;
using Raposa.Incidents;
using Raposa.Network;

namespace Raposa.Dns;

/// <summary>What stands behind a proxied name, and whether the internet reaches it around the proxy.</summary>
[GenerateSerializer, Immutable, Alias("raposa.dns-origin")]
public sealed record DnsOrigin
{
    /// <summary>The proxied name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The name or address that Cloudflare passes requests on to.</summary>
    [Id(1)] public required string Target { get; init; }

    /// <summary>Null where it is not known, or not the organization's.</summary>
    [Id(2)] public DnsResource? Resource { get; init; }
    [Id(3)] public required DnsOriginVerdict Verdict { get; init; }

    /// <summary>Of an exposed one.</summary>
    [Id(4)] public Severity? Severity { get; init; }

    /// <summary>Why, in a sentence.</summary>
    [Id(5)] public required string Reason { get; init; }

    /// <summary>The packet that gets through and its rules, or what stops the one that got farthest; null where no network stands before it.</summary>
    [Id(6)] public NetworkVerdict? Network { get; init; }

    /// <summary>Whom its groups admit beside Cloudflare: ranges, and lists of ranges by name. They are not the internet, and it is as well to know them.</summary>
    [Id(7)] public ImmutableArray<string> AlsoAdmits { get; init; } = [];

    /// <summary>What it was read from, beside the networks.</summary>
    [Id(8)] public ImmutableArray<DnsDocument> Documents { get; init; } = [];

    /// <summary>The time of the first analysis that said the same of the same documents, and its id.</summary>
    [Id(9)] public DateTimeOffset Since { get; init; }
    [Id(10)] public Guid AnalysisId { get; init; }
}

/// <summary>Sent and stored by number: append.</summary>
[GenerateSerializer, Alias("raposa.dns-origin-verdict")]
public enum DnsOriginVerdict
{
    /// <summary>Anybody on the internet reaches it without the proxy.</summary>
    Exposed = 1,

    /// <summary>Certainly nobody does whom no rule means.</summary>
    NotExposed = 2,

    /// <summary>It hangs on what was not collected.</summary>
    Unknown = 3,
}

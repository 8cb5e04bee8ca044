using System.Collections.Immutable;
using Orleans;
using Raposa.Incidents;

namespace Raposa.Dns;

/// <summary>A name of one of the organization's zones, and what stands behind it.</summary>
[GenerateSerializer, Immutable, Alias("raposa.dns-name")]
public sealed record DnsName
{
    /// <summary>In lower case, with no dot at its end; <c>*.</c> first for a wildcard.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Whether it answers inside VPCs alone: a name may mean one thing there and another on the internet.</summary>
    [Id(1)] public required bool IsPrivate { get; init; }

    /// <summary>The domain that it is in.</summary>
    [Id(2)] public required string Zone { get; init; }

    /// <summary><c>cloudflare_dns_record</c> or <c>aws_route53_record</c>.</summary>
    [Id(3)] public required string Source { get; init; }

    /// <summary>The account that its zone is in.</summary>
    [Id(4)] public required string AccountId { get; init; }

    /// <summary>Whether Cloudflare answers with its own addresses and passes on what comes.</summary>
    [Id(5)] public required bool IsProxied { get; init; }
    [Id(6)] public required DnsStanding Standing { get; init; }

    /// <summary>Of a dangling one.</summary>
    [Id(7)] public Severity? Severity { get; init; }

    /// <summary>Why it stands so, in a sentence.</summary>
    [Id(8)] public required string Reason { get; init; }

    /// <summary>Where its ways end.</summary>
    [Id(9)] public required ImmutableArray<DnsEnd> Ends { get; init; }

    /// <summary>Every step from the name on, each after the one that it comes from, which is one less deep.</summary>
    [Id(10)] public required ImmutableArray<DnsHop> Hops { get; init; }

    /// <summary>The time of the first analysis that said the same of the same documents, and its id.</summary>
    [Id(11)] public DateTimeOffset Since { get; init; }
    [Id(12)] public Guid AnalysisId { get; init; }
}

/// <summary>What stands behind a name. Sent and stored by number: append.</summary>
[GenerateSerializer, Alias("raposa.dns-standing")]
public enum DnsStanding
{
    /// <summary>Resources of connected accounts, and nothing else.</summary>
    Resource = 1,

    /// <summary>At least one way ends at something that is certainly not there.</summary>
    Dangling = 2,

    /// <summary>It hangs on what was not collected.</summary>
    Unknown = 3,

    /// <summary>Something outside of AWS and of the organization's zones. Whether it is there is nobody's to say here.</summary>
    External = 4,
}

/// <summary>Where a way from a name ends.</summary>
[GenerateSerializer, Immutable, Alias("raposa.dns-end")]
public sealed record DnsEnd
{
    [Id(0)] public required DnsStanding Standing { get; init; }

    /// <summary>The name or address that it ends at.</summary>
    [Id(1)] public required string Target { get; init; }

    /// <summary>Null unless one stands there.</summary>
    [Id(2)] public DnsResource? Resource { get; init; }
    [Id(3)] public required string Reason { get; init; }

    /// <summary>What would have to be collected for a certain answer, as <c>account/region/source</c>; of many, the first.</summary>
    [Id(4)] public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Whether it is behind a resource that answers for it, as an origin is behind its distribution.</summary>
    [Id(5)] public bool IsBehind { get; init; }

    /// <summary>Of a dangling one: high where somebody else can take its place.</summary>
    [Id(6)] public Severity? Severity { get; init; }
}

/// <param name="Type">The source that it is known from, such as <c>aws_elbv2_load_balancer</c>.</param>
/// <param name="Id">Its key in that source.</param>
/// <param name="Region">Null where it is in none.</param>
[GenerateSerializer, Immutable, Alias("raposa.dns-resource")]
public sealed record DnsResource(
    [property: Id(0)] string Type, [property: Id(1)] string Id, [property: Id(2)] string AccountId, [property: Id(3)] string? Region);

/// <summary>One step of the way from a name to what stands behind it.</summary>
/// <param name="Depth">0 for the records of the name itself.</param>
/// <param name="Name">The name, the address or the resource's id.</param>
/// <param name="Type">Of a record its type, such as <c>CNAME</c> or <c>A alias</c>; of a resource its source.</param>
/// <param name="Value">What the record answers.</param>
/// <param name="IsProxied">Whether Cloudflare stands before what the record names.</param>
/// <param name="Document">What says so; null where nothing does.</param>
/// <param name="Note">What else there is to say.</param>
[GenerateSerializer, Immutable, Alias("raposa.dns-hop")]
public sealed record DnsHop(
    [property: Id(0)] int Depth, [property: Id(1)] DnsHopKind Kind, [property: Id(2)] string Name, [property: Id(3)] string? Type,
    [property: Id(4)] string? Value, [property: Id(5)] bool IsProxied, [property: Id(6)] DnsDocument? Document, [property: Id(7)] string? Note);

/// <summary>Sent and stored by number: append.</summary>
[GenerateSerializer, Alias("raposa.dns-hop-kind")]
public enum DnsHopKind
{
    Record = 1,
    Resource = 2,

    /// <summary>Where a distribution fetches what it does not have.</summary>
    Origin = 3,

    /// <summary>A machine that a load balancer passes requests to.</summary>
    Target = 4,
    External = 5,

    /// <summary>It ends at something that is not there.</summary>
    Gone = 6,
    Unknown = 7,
}

/// <summary>The collected document that a statement was read from.</summary>
/// <param name="Region">Null where its source is read once for an account.</param>
/// <param name="SnapshotId">The first snapshot that it was read from for this.</param>
[GenerateSerializer, Immutable, Alias("raposa.dns-document")]
public sealed record DnsDocument(
    [property: Id(0)] string Source, [property: Id(1)] string AccountId, [property: Id(2)] string? Region, [property: Id(3)] string Key,
    [property: Id(4)] Guid SnapshotId, [property: Id(5)] string Sha256);

using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Incidents;

namespace Raposa.Dns;

/// <summary>An analysis as it is stored.</summary>
internal sealed record StoredDnsBasis(
    Guid AnalysisId, DateTime AsOf, int Names, int Resource, int Dangling, int External, int Unknown, int Exposed, int NotExposed, int OriginsUnknown,
    string ZonesUnknown)
{
    public DnsBasis ToBasis() => new()
    {
        AnalysisId = AnalysisId, AsOf = AsOf, Names = Names, Resource = Resource, Dangling = Dangling, External = External, Unknown = Unknown,
        Exposed = Exposed, NotExposed = NotExposed, OriginsUnknown = OriginsUnknown, ZonesUnknown = Stored.Read<ImmutableArray<string>>(ZonesUnknown),
    };
}

/// <summary>A name as it is stored.</summary>
internal sealed record StoredDnsName(
    string Name, bool IsPrivate, DateTime Since, Guid AnalysisId, string Zone, string Source, string AccountId, bool IsProxied, short Standing,
    short? Severity, string Reason, string Ends, string Hops)
{
    public const string Columns =
        """
        name as Name, is_private as IsPrivate, since as Since, analysis_id as AnalysisId, zone as Zone, source as Source, account_id as AccountId,
        is_proxied as IsProxied, standing as Standing, severity as Severity, reason as Reason, ends::text as Ends, hops::text as Hops
        """;

    public DnsName ToName() => new()
    {
        Name = Name, IsPrivate = IsPrivate, Zone = Zone, Source = Source, AccountId = AccountId, IsProxied = IsProxied, Standing = (DnsStanding)Standing,
        Severity = (Severity?)Severity, Reason = Reason, Ends = Stored.Read<ImmutableArray<DnsEnd>>(Ends), Hops = Stored.Read<ImmutableArray<DnsHop>>(Hops), Since = Since,
        AnalysisId = AnalysisId,
    };
}

/// <summary>An origin as it is stored.</summary>
internal sealed record StoredDnsOrigin(
    string Name, string Target, DateTime Since, Guid AnalysisId, string? ResourceType, string? ResourceId, string? AccountId, string? Region, short Verdict,
    short? Severity, string Reason, string Proof)
{
    public const string Columns =
        """
        name as Name, target as Target, since as Since, analysis_id as AnalysisId, resource_type as ResourceType, resource_id as ResourceId,
        account_id as AccountId, region as Region, verdict as Verdict, severity as Severity, reason as Reason, proof::text as Proof
        """;

    public DnsOrigin ToOrigin()
    {
        var proof = Stored.Read<DnsProof>(Proof);
        return new()
        {
            Name = Name, Target = Target, Resource = ResourceType is null ? null : new(ResourceType, ResourceId!, AccountId!, Region),
            Verdict = (DnsOriginVerdict)Verdict, Severity = (Severity?)Severity, Reason = Reason, Network = proof.Network, AlsoAdmits = proof.AlsoAdmits,
            Documents = proof.Documents, Since = Since, AnalysisId = AnalysisId,
        };
    }
}

file static class Stored
{
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json)!;
}

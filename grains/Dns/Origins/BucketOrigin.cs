using System.Text.Json;
using Raposa.Dns.Targets;
using Raposa.Incidents;
using Raposa.Network.Parsing;

namespace Raposa.Dns.Origins;

/// <summary>A bucket behind Cloudflare is reached around it where AWS calls its policy public, or its ACL names everybody, and no block stands before that.</summary>
/// <remarks>AWS calls a policy that admits Cloudflare's ranges alone not public.</remarks>
internal static class BucketOrigin
{
    private const string Everybody = "http://acs.amazonaws.com/groups/global/AllUsers";

    public static DnsOrigin Judge(DnsResource resource, Found bucket, Found? account)
    {
        using var own = JsonDocument.Parse(bucket.Json);
        using var accounts = JsonDocument.Parse(account?.Json ?? "{}");
        var blocks = Blocks(own.RootElement.Member("GetPublicAccessBlock"), accounts.RootElement, account is not null, "RestrictPublicBuckets");
        var ignores = Blocks(own.RootElement.Member("GetPublicAccessBlock"), accounts.RootElement, account is not null, "IgnorePublicAcls");
        var byPolicy = And(IsPublic(own.RootElement.Member("GetBucketPolicyStatus")), Not(blocks));
        var byAcl = And(NamesEverybody(own.RootElement.Member("GetBucketAcl")), Not(ignores));
        var origin = new DnsOrigin
        {
            Name = "", Target = "", Resource = resource, Verdict = DnsOriginVerdict.Unknown, Reason = "",
            Documents = account is null ? [bucket.Document] : [bucket.Document, account.Document],
        };
        return (byPolicy, byAcl) switch
        {
            (true, _) => origin with
            {
                Verdict = DnsOriginVerdict.Exposed, Severity = Severity.Medium,
                Reason = $"The policy of the bucket {resource.Id} is public: anybody reads it from S3 without Cloudflare.",
            },
            (_, true) => origin with
            {
                Verdict = DnsOriginVerdict.Exposed, Severity = Severity.Medium,
                Reason = $"The ACL of the bucket {resource.Id} names everybody: anybody reads it from S3 without Cloudflare.",
            },
            (false, false) => origin with
            {
                Verdict = DnsOriginVerdict.NotExposed, Reason = $"Neither the policy nor the ACL of the bucket {resource.Id} lets everybody in.",
            },
            _ => origin with { Reason = $"Whether the bucket {resource.Id} is public is not known whole." },
        };
    }

    // What is not set says so; what was refused, or is not there, is not known.
    private static bool? IsPublic(JsonElement? status) =>
        status?.Text("$absent") is not null ? false : status?.Member("PolicyStatus")?.Flag("IsPublic");

    private static bool? NamesEverybody(JsonElement? acl) => acl?.Member("Grants") is { ValueKind: JsonValueKind.Array }
        ? acl.Value.List("Grants").Any(grant => grant.Member("Grantee")?.Text("URI") == Everybody)
        : null;

    private static bool? Blocks(JsonElement? bucket, JsonElement account, bool isAccountKnown, string what)
    {
        var own = bucket?.Text("$absent") is not null ? false : bucket?.Member("PublicAccessBlockConfiguration")?.Flag(what);
        var all = !isAccountKnown ? null : account.Text("$absent") is not null ? false : account.Member("PublicAccessBlockConfiguration")?.Flag(what);
        return own == true || all == true ? true : own == false && all == false ? false : null;
    }

    private static bool? Not(bool? value) => !value;

    private static bool? And(bool? one, bool? other) => one == false || other == false ? false : one == true && other == true ? true : null;
}

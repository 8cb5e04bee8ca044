using System.Text.Json;
using Raposa.Dns.Targets;
using Raposa.Incidents;
using Raposa.Network.Parsing;

namespace Raposa.Dns.Origins;

/// <summary>A distribution behind Cloudflare answers everybody under its own name, unless a web ACL of its own keeps them off.</summary>
internal static class DistributionOrigin
{
    public static DnsOrigin Judge(DnsResource resource, ResourceBook resources)
    {
        var found = resources.Distribution(resource);
        using var json = JsonDocument.Parse(found.Json);
        var (isEnabled, acl, name) = (json.RootElement.Flag("Enabled"), json.RootElement.Text("WebACLId"), json.RootElement.Text("DomainName"));
        var origin = new DnsOrigin
        {
            Name = "", Target = "", Resource = resource, Verdict = DnsOriginVerdict.Unknown, Reason = "", Documents = [found.Document],
        };
        return isEnabled switch
        {
            false => origin with { Verdict = DnsOriginVerdict.NotExposed, Reason = $"The distribution {resource.Id} is disabled and answers nobody." },
            null => origin with { Reason = $"Whether the distribution {resource.Id} is enabled is not known." },
            _ when acl is null => origin with { Reason = $"Whether a web ACL stands before the distribution {resource.Id} is not known." },
            _ when acl.Length > 0 => origin with { Reason = $"The web ACL {acl} stands before the distribution {resource.Id}, and whom it lets through is not collected." },
            _ => origin with
            {
                Verdict = DnsOriginVerdict.Exposed, Severity = Severity.Low,
                Reason = $"The distribution {resource.Id} answers everybody under {name}, with no web ACL before it, and so without what Cloudflare blocks.",
            },
        };
    }
}

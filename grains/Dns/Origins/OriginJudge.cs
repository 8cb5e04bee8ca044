using System.Collections.Immutable;
using Raposa.Dns.Targets;
using Raposa.Incidents;
using Raposa.Network;
using Raposa.Network.Estate;
using Raposa.Network.Reachability;

namespace Raposa.Dns.Origins;

/// <summary>Whether the internet reaches, around Cloudflare, what stands behind a proxied name.</summary>
internal sealed class OriginJudge(ResourceBook resources, Topology topology)
{
    // What Cloudflare's proxy takes and passes on to the same port, as its documentation lists them.
    private static readonly int[] ProxiedPorts = [80, 443, 2052, 2053, 2082, 2083, 2086, 2087, 2095, 2096, 8080, 8443, 8880];

    private static readonly PortSet Proxied = ProxiedPorts.Aggregate(PortSet.Empty, (ports, port) => ports.Or(PortSet.Only(port)));

    // What decides whether a packet gets to an interface. Where one is not known whole, no denial is certain.
    private static readonly Part[] Deciding =
    [
        Part.Vpcs, Part.Subnets, Part.Interfaces, Part.Instances, Part.SecurityGroups, Part.NetworkAcls, Part.RouteTables, Part.PrefixLists,
        Part.InternetGateways, Part.LoadBalancers, Part.ClassicLoadBalancers, Part.Listeners, Part.TargetGroups,
    ];

    private readonly Dictionary<DnsResource, DnsOrigin> _judged = [];
    private readonly Ways _ways = new(topology, new(topology));

    public DnsOrigin Of(string name, DnsEnd end)
    {
        if (end.Resource is not { } resource)
        {
            return new() { Name = name, Target = end.Target, Verdict = DnsOriginVerdict.Unknown, Reason = end.Reason };
        }

        if (!_judged.TryGetValue(resource, out var judged))
        {
            judged = Judge(resource);
            _judged[resource] = judged;
        }

        return judged with { Name = name, Target = end.Target };
    }

    private DnsOrigin Judge(DnsResource resource) => resource.Type switch
    {
        ResourceBook.Buckets => BucketOrigin.Judge(resource, resources.Bucket(resource.Id)!, resources.BlockOf(resource.AccountId)),
        ResourceBook.Distributions => DistributionOrigin.Judge(resource, resources),
        ResourceBook.Addresses => Unknown(resource, $"The address {resource.Id} leads to nothing that was collected."),
        _ => Reached(resource),
    };

    private DnsOrigin Reached(DnsResource resource)
    {
        var interfaces = topology.Index.ByOwner[resource.Id]
            .Concat(topology.Interfaces.TryGetValue(resource.Id, out var itself) ? [itself] : []).DistinctBy(one => one.Id).ToArray();
        if (interfaces.Length == 0)
        {
            return Unknown(resource, $"No interface of {resource.Id} was collected, so what reaches it is not known.");
        }

        // Only what stands for anybody counts; ranges that a rule means are somebody.
        var traces = interfaces.SelectMany(_ways.FromInternetTo).Where(trace => trace.IsEveryone).ToArray();
        var verdict = traces.Length == 0
            ? new(Outcome.Denied, Router.Internet, [Router.Internet], [], "it has no public address", [], null, [])
            : Verdicts.Of(traces, [(IpProtocol.Tcp, Proxied)]);
        return verdict.Outcome switch
        {
            Outcome.Allowed => Exposed(resource, verdict, interfaces),
            Outcome.Unknown => Unknown(resource, $"Whether anybody reaches {resource.Id} without Cloudflare hangs on what was not collected: {string.Join(", ", verdict.Missing)}.", verdict),
            _ => Closed(resource, verdict, traces, interfaces),
        };
    }

    private DnsOrigin Exposed(DnsResource resource, Verdict verdict, NetworkInterface[] interfaces) => new()
    {
        Name = "", Target = "", Resource = resource, Verdict = DnsOriginVerdict.Exposed, Severity = Severity.Medium,
        Reason = $"Anybody on the internet reaches {resource.Id} on tcp/{verdict.Witness!.DestinationPort} without Cloudflare, and so without what it blocks there.",
        Network = NetworkAnswers.Verdict(verdict), AlsoAdmits = Admitted(interfaces),
    };

    private DnsOrigin Closed(DnsResource resource, Verdict verdict, Trace[] traces, NetworkInterface[] interfaces)
    {
        var missing = interfaces.Select(topology.PlaceOf).Distinct()
            .SelectMany(place => Deciding.Where(part => !topology.Collected.Contains((part, $"{place.AccountId}/{place.Region}")))
                .Select(part => $"{part} of {place.AccountId}/{place.Region}")).ToArray();
        if (missing.Length > 0)
        {
            return Unknown(resource, $"Whether nobody reaches {resource.Id} without Cloudflare is not certain: not known whole are {string.Join(", ", missing)}.", verdict);
        }

        // To which port Cloudflare goes can be changed by a rule of the zone, and those rules are not collected.
        var other = traces.Length == 0 ? verdict : Verdicts.Of(traces, [(IpProtocol.Tcp, PortSet.All)]);
        return other.Outcome != Outcome.Denied
            ? Unknown(resource, $"Anybody may reach {resource.Id} on a port that Cloudflare passes to only by an origin rule, and those are not collected.", other)
            : new()
            {
                Name = "", Target = "", Resource = resource, Verdict = DnsOriginVerdict.NotExposed, Network = NetworkAnswers.Verdict(verdict),
                Reason = $"Nobody whom no rule means reaches {resource.Id}: {verdict.Why}.", AlsoAdmits = Admitted(interfaces),
            };
    }

    private static DnsOrigin Unknown(DnsResource resource, string reason, Verdict? verdict = null) => new()
    {
        Name = "", Target = "", Resource = resource, Verdict = DnsOriginVerdict.Unknown, Reason = reason,
        Network = verdict is null ? null : NetworkAnswers.Verdict(verdict),
    };

    private ImmutableArray<string> Admitted(NetworkInterface[] interfaces) =>
    [
        .. interfaces.Where(one => !one.GroupIds.IsDefault).SelectMany(one => one.GroupIds).Distinct().Where(topology.Groups.ContainsKey)
            .SelectMany(id => topology.Groups[id].Ingress).Select(Admitted).OfType<string>().Distinct().Order(StringComparer.Ordinal),
    ];

    private string? Admitted(GroupRule rule)
    {
        if (rule.Range is { } range)
        {
            return CloudflareRanges.Contain(range) || SpecialAddresses.IsPrivate(range.FirstAddress) ? range.Length == 0 ? range.ToString() : null : range.ToString();
        }

        return rule.PrefixListId is { } list && topology.PrefixLists.TryGetValue(list, out var known) && !known.Ranges.All(CloudflareRanges.Contain)
            ? $"{known.Name} ({list})"
            : null;
    }
}

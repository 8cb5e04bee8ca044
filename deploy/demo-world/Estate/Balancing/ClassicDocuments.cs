using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;

namespace Raposa.DemoWorld.Estate.Balancing;

/// <summary>The load balancers of the first generation.</summary>
internal static class ClassicDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["DescribeLoadBalancers"] = Balancers,
        ["DescribeLoadBalancerAttributes"] = Attributes,
        ["DescribeInstanceHealth"] = Health,
        ["DescribeTags"] = TagsOf,
    };

    private static EstateAnswer Balancers(EstateCall call)
    {
        var names = call.Texts("LoadBalancerNames");
        return EstateAnswer.List("LoadBalancerDescriptions", [.. call.Region.Balancers.Classic.Where(one => names.Count == 0 || names.Contains(one.Name))], balancer => new JsonObject
        {
            ["LoadBalancerName"] = balancer.Name, ["DNSName"] = balancer.DnsName, ["CanonicalHostedZoneName"] = balancer.DnsName,
            ["CanonicalHostedZoneNameID"] = balancer.HostedZone,
            ["ListenerDescriptions"] = Json.Array(balancer.Listeners.Select(listener => new JsonObject
            {
                ["Listener"] = new JsonObject { ["Protocol"] = listener.Protocol, ["LoadBalancerPort"] = listener.Port, ["InstanceProtocol"] = "HTTP", ["InstancePort"] = 80 },
                ["PolicyNames"] = new JsonArray(),
            })),
            ["Policies"] = new JsonObject { ["AppCookieStickinessPolicies"] = new JsonArray(), ["LBCookieStickinessPolicies"] = new JsonArray(), ["OtherPolicies"] = new JsonArray() },
            ["BackendServerDescriptions"] = new JsonArray(),
            ["AvailabilityZones"] = Json.Texts(balancer.Interfaces.Select(one => one.Subnet.Zone)),
            ["Subnets"] = Json.Texts(balancer.Interfaces.Select(one => one.Subnet.Id)),
            ["VPCId"] = call.Region.Network.Main.Id,
            ["Instances"] = Json.Array(Members(call, balancer).Select(instance => new JsonObject { ["InstanceId"] = instance.Id })),
            ["HealthCheck"] = new JsonObject { ["Target"] = "HTTP:80/", ["Interval"] = 30, ["Timeout"] = 5, ["UnhealthyThreshold"] = 2, ["HealthyThreshold"] = 10 },
            ["SourceSecurityGroup"] = new JsonObject
            {
                ["OwnerAlias"] = call.Account.Id,
                ["GroupName"] = call.Region.Groups.All.First(group => group.Id == balancer.Groups[0]).Name,
            },
            ["SecurityGroups"] = Json.Texts(balancer.Groups), ["CreatedTime"] = Json.Time(balancer.CreatedAt),
            ["Scheme"] = "internet-facing",
        });
    }

    private static EstateAnswer Attributes(EstateCall call)
    {
        _ = Find(call);
        return EstateAnswer.Of(new()
        {
            ["LoadBalancerAttributes"] = new JsonObject
            {
                ["CrossZoneLoadBalancing"] = new JsonObject { ["Enabled"] = false },
                ["AccessLog"] = new JsonObject { ["Enabled"] = false },
                ["ConnectionDraining"] = new JsonObject { ["Enabled"] = false, ["Timeout"] = 300 },
                ["ConnectionSettings"] = new JsonObject { ["IdleTimeout"] = 60 },
                ["AdditionalAttributes"] = new JsonArray(new JsonObject { ["Key"] = "elb.http.desyncmitigationmode", ["Value"] = "defensive" }),
            },
        });
    }

    private static EstateAnswer Health(EstateCall call) => EstateAnswer.Of(new()
    {
        ["InstanceStates"] = Json.Array(Members(call, Find(call)).Select(instance => new JsonObject
        {
            ["InstanceId"] = instance.Id, ["State"] = "InService", ["ReasonCode"] = "N/A", ["Description"] = "N/A",
        })),
    });

    private static EstateAnswer TagsOf(EstateCall call) => EstateAnswer.Of(new()
    {
        ["TagDescriptions"] = Json.Array(call.Texts("LoadBalancerNames").Select(name => new JsonObject
        {
            ["LoadBalancerName"] = name, ["Tags"] = Json.Tags(("Environment", call.Account.Environment)),
        })),
    });

    private static Balancer Find(EstateCall call)
    {
        var name = call.Needed("LoadBalancerName");
        return call.Region.Balancers.Classic.FirstOrDefault(one => one.Name == name)
            ?? throw new AwsErrorException(400, "LoadBalancerNotFound", $"There is no ACTIVE Load Balancer named '{name}'");
    }

    private static IEnumerable<Instance> Members(EstateCall call, Balancer balancer) =>
        call.Moment.Present(call.Region).Where(instance => instance.Slot.Pet is { } pet && balancer.Targets.Contains(pet.Name));
}

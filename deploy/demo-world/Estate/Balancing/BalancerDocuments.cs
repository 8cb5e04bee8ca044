using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Balancing;

/// <summary>The load balancers of the second generation.</summary>
internal static class BalancerDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["DescribeLoadBalancers"] = Balancers,
        ["DescribeListeners"] = Listeners,
        ["DescribeRules"] = Rules,
        ["DescribeTargetGroups"] = TargetGroups,
        ["DescribeTargetHealth"] = Health,
        ["DescribeLoadBalancerAttributes"] = Attributes,
        ["DescribeTags"] = TagsOf,
    };

    private static EstateAnswer Balancers(EstateCall call) => EstateAnswer.List("LoadBalancers", Wanted(call), balancer => new JsonObject
    {
        ["LoadBalancerArn"] = balancer.Arn, ["DNSName"] = balancer.DnsName, ["CanonicalHostedZoneId"] = balancer.HostedZone,
        ["CreatedTime"] = Json.Time(balancer.CreatedAt), ["LoadBalancerName"] = balancer.Name,
        ["Scheme"] = balancer.IsInternal ? "internal" : "internet-facing",
        ["VpcId"] = call.Region.Network.Main.Id, ["State"] = new JsonObject { ["Code"] = "active" },
        ["Type"] = balancer.Kind == BalancerKind.Network ? "network" : "application",
        ["AvailabilityZones"] = Json.Array(balancer.Interfaces.Select(one => new JsonObject
        {
            ["ZoneName"] = one.Subnet.Zone, ["SubnetId"] = one.Subnet.Id, ["LoadBalancerAddresses"] = new JsonArray(),
        })),
        ["IpAddressType"] = "ipv4",
    }.With("SecurityGroups", balancer.Groups.Length > 0 ? Json.Texts(balancer.Groups) : null));

    private static EstateAnswer Listeners(EstateCall call)
    {
        var arn = call.Text("LoadBalancerArn");
        var all = call.Region.Balancers.Modern.ToList();
        if (arn is not null && all.All(balancer => balancer.Arn != arn))
        {
            throw new AwsErrorException(400, "LoadBalancerNotFound", $"Load balancer '{arn}' not found");
        }

        var listeners = all.Where(balancer => arn is null || balancer.Arn == arn).SelectMany(balancer => balancer.Listeners.Select(listener => (balancer, listener))).ToList();
        return EstateAnswer.List("Listeners", listeners, one => new JsonObject
        {
            ["ListenerArn"] = one.listener.Arn, ["LoadBalancerArn"] = one.balancer.Arn, ["Port"] = one.listener.Port,
            ["Protocol"] = one.listener.Protocol,
            ["DefaultActions"] = new JsonArray(Action(one.listener)),
        }
        .With("SslPolicy", one.listener.Policy)
        .With("Certificates", one.listener.Policy is null ? null : new JsonArray(new JsonObject
        {
            ["CertificateArn"] = call.Region.Arn("acm", $"certificate/{call.Region.Ids.Uuid("certificate", call.Account.Id, call.RegionName)}"),
        })));
    }

    private static JsonObject Action(Listener listener) => listener.TargetGroup is { } target
        ? new()
        {
            ["Type"] = "forward", ["TargetGroupArn"] = target,
            ["ForwardConfig"] = new JsonObject { ["TargetGroups"] = new JsonArray(new JsonObject { ["TargetGroupArn"] = target, ["Weight"] = 1 }) },
        }
        : new()
        {
            ["Type"] = "redirect", ["Order"] = 1,
            ["RedirectConfig"] = new JsonObject
            {
                ["Protocol"] = "HTTPS", ["Port"] = "443", ["Host"] = "#{host}", ["Path"] = "/#{path}", ["Query"] = "#{query}",
                ["StatusCode"] = "HTTP_301",
            },
        };

    private static EstateAnswer Rules(EstateCall call)
    {
        var listener = call.Region.Balancers.Modern.SelectMany(balancer => balancer.Listeners).FirstOrDefault(one => one.Arn == call.Text("ListenerArn"))
            ?? throw new AwsErrorException(400, "ListenerNotFound", "One or more listeners not found");
        return EstateAnswer.List("Rules", (Listener[])[listener], one => new JsonObject
        {
            ["RuleArn"] = $"{one.Arn.Replace(":listener/", ":listener-rule/", StringComparison.Ordinal)}/default",
            ["Priority"] = "default", ["Conditions"] = new JsonArray(),
            ["Actions"] = new JsonArray(Action(one)), ["IsDefault"] = true,
        });
    }

    private static EstateAnswer TargetGroups(EstateCall call)
    {
        var (balancer, arns, names) = (call.Text("LoadBalancerArn"), call.Texts("TargetGroupArns"), call.Texts("Names"));
        var byName = call.Region.Balancers.All.ToDictionary(one => one.Name, StringComparer.Ordinal);
        return EstateAnswer.List(
            "TargetGroups",
            [
                .. call.Region.Balancers.TargetGroups.Where(group =>
                    (balancer is null || byName[group.Balancer].Arn == balancer) && (arns.Count == 0 || arns.Contains(group.Arn)) && (names.Count == 0 || names.Contains(group.Name))),
            ],
            group => new JsonObject
            {
                ["TargetGroupArn"] = group.Arn, ["TargetGroupName"] = group.Name, ["Protocol"] = group.Protocol, ["Port"] = group.Port,
                ["VpcId"] = call.Region.Network.Main.Id, ["HealthCheckProtocol"] = group.Protocol,
                ["HealthCheckPort"] = "traffic-port", ["HealthCheckEnabled"] = true,
                ["HealthCheckIntervalSeconds"] = 30, ["HealthCheckTimeoutSeconds"] = 5, ["HealthyThresholdCount"] = 5,
                ["UnhealthyThresholdCount"] = 2,
                ["LoadBalancerArns"] = Json.Texts(byName[group.Balancer].Arn!), ["TargetType"] = "instance", ["IpAddressType"] = "ipv4",
            }.With("HealthCheckPath", group.Protocol == "HTTP" ? "/healthz" : null).With("ProtocolVersion", group.Protocol == "HTTP" ? "HTTP1" : null));
    }

    private static EstateAnswer Health(EstateCall call)
    {
        var arn = call.Needed("TargetGroupArn");
        var group = call.Region.Balancers.TargetGroups.FirstOrDefault(one => one.Arn == arn)
            ?? throw new AwsErrorException(400, "TargetGroupNotFound", "One or more target groups not found");
        return EstateAnswer.Of(new()
        {
            ["TargetHealthDescriptions"] = Json.Array(group.Members(call.Moment, call.Region).Select(instance => new JsonObject
            {
                ["Target"] = new JsonObject { ["Id"] = instance.Id, ["Port"] = group.Port },
                ["HealthCheckPort"] = VpcDocuments.Number(group.Port),
                ["TargetHealth"] = IsYoung(instance, call.Now)
                    ? new JsonObject { ["State"] = "initial", ["Reason"] = "Elb.RegistrationInProgress", ["Description"] = "Target registration is in progress" }
                    : new JsonObject { ["State"] = "healthy" },
            })),
        });
    }

    private static bool IsYoung(Instance instance, DateTimeOffset now) => now < instance.LaunchedAt.AddMinutes(3);

    private static EstateAnswer Attributes(EstateCall call)
    {
        var arn = call.Needed("LoadBalancerArn");
        var balancer = call.Region.Balancers.Modern.FirstOrDefault(one => one.Arn == arn)
            ?? throw new AwsErrorException(400, "LoadBalancerNotFound", $"Load balancer '{arn}' not found");
        List<(string, string)> attributes =
        [
            ("access_logs.s3.enabled", balancer.HasAccessLogs ? "true" : "false"), ("access_logs.s3.bucket", balancer.HasAccessLogs ? "corvina-lb-logs" : ""),
            ("access_logs.s3.prefix", ""), ("deletion_protection.enabled", balancer.HasAccessLogs ? "true" : "false"), ("load_balancing.cross_zone.enabled", "true"),
        ];
        if (balancer.Kind == BalancerKind.Application)
        {
            attributes.AddRange(
                [("routing.http.drop_invalid_header_fields.enabled", balancer.DropsInvalidHeaders ? "true" : "false"), ("routing.http2.enabled", "true"), ("idle_timeout.timeout_seconds", "60"), ("waf.fail_open.enabled", "false")]);
        }

        return EstateAnswer.Of(new() { ["Attributes"] = Json.Array(attributes.Select(one => new JsonObject { ["Key"] = one.Item1, ["Value"] = one.Item2 })) });
    }

    private static EstateAnswer TagsOf(EstateCall call) => EstateAnswer.Of(new()
    {
        ["TagDescriptions"] = Json.Array(call.Texts("ResourceArns").Select(arn => new JsonObject
        {
            ["ResourceArn"] = arn, ["Tags"] = Json.Tags(("Environment", call.Account.Environment)),
        })),
    });

    private static List<Balancer> Wanted(EstateCall call)
    {
        var (arns, names) = (call.Texts("LoadBalancerArns"), call.Texts("Names"));
        var found = call.Region.Balancers.Modern.Where(one => (arns.Count == 0 || arns.Contains(one.Arn!)) && (names.Count == 0 || names.Contains(one.Name))).ToList();
        return found.Count >= arns.Count + names.Count
            ? found
            : throw new AwsErrorException(400, "LoadBalancerNotFound", "One or more load balancers not found");
    }
}

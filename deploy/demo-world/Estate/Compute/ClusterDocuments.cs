using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Compute;

/// <summary>EKS: a cluster in each region that has nodes.</summary>
internal static class ClusterDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["ListClusters"] = call => EstateAnswer.List("clusters", Names(call), name => name),
        ["DescribeCluster"] = Cluster,
        ["ListNodegroups"] = call => EstateAnswer.List("nodegroups", Find(call, "clusterName") is null ? [] : (string[])["general"], name => name),
        ["DescribeNodegroup"] = Nodegroup,
    };

    private static List<string> Names(EstateCall call) =>
        FleetCatalog.HasCluster(call.Region) ? [FleetCatalog.ClusterOf(call.Region)] : [];

    private static string Find(EstateCall call, string parameter)
    {
        var name = call.Needed(parameter);
        return Names(call).Contains(name) ? name : throw new AwsErrorException(404, "ResourceNotFoundException", $"No cluster found for name: {name}.");
    }

    private static EstateAnswer Cluster(EstateCall call)
    {
        var name = Find(call, "name");
        var id = call.Company.Ids.Base32(32, "eks", call.Account.Id, call.RegionName);
        return EstateAnswer.Of(new()
        {
            ["cluster"] = new JsonObject
            {
                ["name"] = name, ["arn"] = call.Region.Arn("eks", $"cluster/{name}"), ["createdAt"] = "2023-06-12T09:00:00+00:00",
                ["version"] = call.Account.Kind == AccountKind.Staging ? "1.29" : "1.31",
                ["endpoint"] = $"https://{id}.gr7.{call.RegionName}.eks.amazonaws.com",
                ["roleArn"] = $"arn:aws:iam::{call.Account.Id}:role/corvina-eks-node",
                ["resourcesVpcConfig"] = new JsonObject
                {
                    ["subnetIds"] = Json.Texts(call.Region.Network.Of(SubnetKind.Private).Select(subnet => subnet.Id)),
                    ["securityGroupIds"] = Json.Texts(call.Region.Groups[GroupBuilder.Nodes].Id),
                    ["vpcId"] = call.Region.Network.Main.Id, ["endpointPublicAccess"] = true, ["endpointPrivateAccess"] = true,
                    // The staging API server answers everybody: planted.
                    ["publicAccessCidrs"] = Json.Texts(call.Account.Kind == AccountKind.Staging ? "0.0.0.0/0" : $"{Corvina.OfficeIp}/32"),
                },
                ["kubernetesNetworkConfig"] = new JsonObject { ["serviceIpv4Cidr"] = "172.20.0.0/16", ["ipFamily"] = "ipv4" },
                ["logging"] = new JsonObject
                {
                    ["clusterLogging"] = new JsonArray(new JsonObject { ["types"] = Json.Texts("api", "audit", "authenticator"), ["enabled"] = call.Account.IsProduction }),
                },
                ["status"] = "ACTIVE", ["platformVersion"] = "eks.15",
                ["tags"] = Json.TagMap(("Environment", call.Account.Environment)),
                ["encryptionConfig"] = call.Account.IsProduction
                    ? new JsonArray(new JsonObject { ["resources"] = Json.Texts("secrets"), ["provider"] = new JsonObject { ["keyArn"] = call.Region.DataKeyArn } })
                    : [],
            },
        });
    }

    private static EstateAnswer Nodegroup(EstateCall call)
    {
        var cluster = Find(call, "clusterName");
        var nodes = call.Region.Slots.Count(slot => slot.Fleet.Kind == FleetKind.Node);
        return call.Needed("nodegroupName") == "general"
            ? EstateAnswer.Of(new()
            {
                ["nodegroup"] = new JsonObject
                {
                    ["nodegroupName"] = "general",
                    ["nodegroupArn"] = call.Region.Arn("eks", $"nodegroup/{cluster}/general/{call.Company.Ids.Uuid("nodegroup", call.Account.Id, call.RegionName)}"),
                    ["clusterName"] = cluster, ["version"] = "1.31", ["releaseVersion"] = "1.31.3-20250103",
                    ["createdAt"] = "2023-06-12T09:30:00+00:00", ["modifiedAt"] = "2025-01-06T10:00:00+00:00",
                    ["status"] = "ACTIVE",
                    ["capacityType"] = "ON_DEMAND",
                    ["scalingConfig"] = new JsonObject { ["minSize"] = nodes / 2, ["maxSize"] = nodes * 2, ["desiredSize"] = nodes },
                    ["instanceTypes"] = Json.Texts("m6i.xlarge", "m6a.xlarge"),
                    ["subnets"] = Json.Texts(call.Region.Network.Of(SubnetKind.Private).Select(subnet => subnet.Id)),
                    ["amiType"] = "AL2023_x86_64_STANDARD",
                    ["nodeRole"] = $"arn:aws:iam::{call.Account.Id}:role/corvina-eks-node", ["labels"] = new JsonObject(),
                    ["diskSize"] = 80, ["health"] = new JsonObject { ["issues"] = new JsonArray() },
                    ["resources"] = new JsonObject { ["autoScalingGroups"] = new JsonArray(new JsonObject { ["name"] = $"eks-general-{call.Region.Ids.Hex(8, "asg", call.Account.Id, call.RegionName)}" }) },
                    ["tags"] = new JsonObject(),
                },
            })
            : throw new AwsErrorException(404, "ResourceNotFoundException", "No node group found.");
    }
}

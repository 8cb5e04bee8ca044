using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;

namespace Raposa.DemoWorld.Estate.Data;

/// <summary>EFS: what the nodes of a cluster share, in each region that has nodes.</summary>
internal static class FileSystemDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["DescribeFileSystems"] = call => EstateAnswer.List("FileSystems", Shared(call), name => FileSystem(call, name)),
    };

    private static string[] Shared(EstateCall call) => FleetCatalog.HasCluster(call.Region) ? ["cluster-shared"] : [];

    private static JsonObject FileSystem(EstateCall call, string name)
    {
        var id = $"fs-{call.Company.Ids.Hex(17, "efs", call.Account.Id, call.RegionName)}";
        return new()
        {
            ["OwnerId"] = call.Account.Id, ["CreationToken"] = $"{name}-{call.RegionName}", ["FileSystemId"] = id,
            ["FileSystemArn"] = call.Region.Arn("elasticfilesystem", $"file-system/{id}"), ["CreationTime"] = "2023-06-12T09:20:00+00:00",
            ["LifeCycleState"] = "available", ["Name"] = name, ["NumberOfMountTargets"] = 3,
            ["SizeInBytes"] = new JsonObject { ["Value"] = 48_318_382_080, ["ValueInIA"] = 0, ["ValueInStandard"] = 48_318_382_080 },
            ["PerformanceMode"] = "generalPurpose", ["Encrypted"] = true, ["KmsKeyId"] = call.Region.DataKeyArn, ["ThroughputMode"] = "elastic",
            ["Tags"] = Json.Tags(("Name", name), ("Environment", call.Account.Environment)),
        };
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Data;

/// <summary>RDS's reads.</summary>
internal static class DatabaseDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["DescribeDBInstances"] = Instances,
        ["DescribeDBClusters"] = call => EstateAnswer.List<Database>("DBClusters", [], _ => new JsonObject()),
        ["DescribeDBSnapshots"] = Snapshots,
        ["DescribeDBSnapshotAttributes"] = SnapshotAttributes,
        ["DescribeDBClusterSnapshots"] = call => EstateAnswer.List<Database>("DBClusterSnapshots", [], _ => new JsonObject()),
        ["DescribeDBClusterSnapshotAttributes"] = call => throw new AwsErrorException(404, "DBClusterSnapshotNotFoundFault", $"DBClusterSnapshot not found: {call.Text("DBClusterSnapshotIdentifier")}"),
        ["DescribeDBSubnetGroups"] = SubnetGroups,
    };

    /// <summary>Nightly, kept for as long as the database says; this many at the most are listed.</summary>
    private const int MostSnapshots = 14;

    private static EstateAnswer Instances(EstateCall call)
    {
        var wanted = call.Text("DBInstanceIdentifier");
        var found = call.Region.Databases.Where(one => wanted is null || one.Name == wanted).ToList();
        return found.Count > 0 || wanted is null
            ? EstateAnswer.List("DBInstances", found, database => Document(database, call))
            : throw new AwsErrorException(404, "DBInstanceNotFound", $"DBInstance {wanted} not found.");
    }

    private static JsonObject Document(Database database, EstateCall call)
    {
        var family = $"default.{database.Engine}{database.Version.Split('.')[0]}{(database.Engine == "mysql" ? $".{database.Version.Split('.')[1]}" : "")}";
        return new JsonObject
        {
            ["DBInstanceIdentifier"] = database.Name, ["DBInstanceClass"] = database.Class, ["Engine"] = database.Engine,
            ["DBInstanceStatus"] = "available",
            ["MasterUsername"] = "corvina_admin", ["DBName"] = database.Name.Replace('-', '_'),
            ["Endpoint"] = new JsonObject { ["Address"] = database.Endpoint, ["Port"] = database.Port, ["HostedZoneId"] = "Z2CORVINARDS01" },
            ["AllocatedStorage"] = database.Gigabytes, ["InstanceCreateTime"] = Json.Time(database.CreatedAt),
            ["PreferredBackupWindow"] = "02:10-02:40",
            ["BackupRetentionPeriod"] = database.BackupDays, ["DBSecurityGroups"] = new JsonArray(),
            ["VpcSecurityGroups"] = Json.Array(database.Groups.Select(id => new JsonObject { ["VpcSecurityGroupId"] = id, ["Status"] = "active" })),
            ["DBParameterGroups"] = new JsonArray(new JsonObject { ["DBParameterGroupName"] = family, ["ParameterApplyStatus"] = "in-sync" }),
            ["AvailabilityZone"] = database.Subnet.Zone, ["DBSubnetGroup"] = SubnetGroup(call, database),
            ["PreferredMaintenanceWindow"] = "sun:03:00-sun:03:30",
            ["PendingModifiedValues"] = new JsonObject(), ["LatestRestorableTime"] = Json.Time(Before(call.Now)),
            ["MultiAZ"] = database.IsMultiZone,
            ["EngineVersion"] = database.Version, ["AutoMinorVersionUpgrade"] = database.IsEncrypted,
            ["ReadReplicaDBInstanceIdentifiers"] = new JsonArray(),
            ["LicenseModel"] = database.Engine == "mysql" ? "general-public-license" : "postgresql-license",
            ["PubliclyAccessible"] = database.PublicIp is not null,
            ["StorageType"] = "gp3", ["DbInstancePort"] = 0, ["StorageEncrypted"] = database.IsEncrypted,
            ["DbiResourceId"] = ResourceId(call, database),
            ["CACertificateIdentifier"] = "rds-ca-rsa2048-g1", ["DomainMemberships"] = new JsonArray(),
            ["CopyTagsToSnapshot"] = true, ["MonitoringInterval"] = 0,
            ["DBInstanceArn"] = call.Region.Arn("rds", $"db:{database.Name}"),
            ["IAMDatabaseAuthenticationEnabled"] = database.IsMultiZone,
            ["PerformanceInsightsEnabled"] = database.IsMultiZone, ["DeletionProtection"] = database.IsProtected,
            ["AssociatedRoles"] = new JsonArray(),
            ["TagList"] = Json.Tags(("Environment", call.Account.Environment), ("owner", database.Owner)),
            ["CustomerOwnedIpEnabled"] = false,
            ["BackupTarget"] = "region", ["NetworkType"] = "IPV4", ["StorageThroughput"] = 125, ["Iops"] = 3000,
        }.With("KmsKeyId", database.IsEncrypted ? call.Region.DataKeyArn : null);
    }

    private static EstateAnswer Snapshots(EstateCall call) => EstateAnswer.List("DBSnapshots", SnapshotsOf(call), one => new JsonObject
    {
        ["DBSnapshotIdentifier"] = NameOf(one.Database, one.At), ["DBInstanceIdentifier"] = one.Database.Name,
        ["SnapshotCreateTime"] = Json.Time(one.At),
        ["Engine"] = one.Database.Engine, ["AllocatedStorage"] = one.Database.Gigabytes, ["Status"] = "available",
        ["Port"] = one.Database.Port,
        ["AvailabilityZone"] = one.Database.Subnet.Zone, ["VpcId"] = call.Region.Network.Main.Id,
        ["InstanceCreateTime"] = Json.Time(one.Database.CreatedAt),
        ["MasterUsername"] = "corvina_admin", ["EngineVersion"] = one.Database.Version, ["SnapshotType"] = "automated",
        ["PercentProgress"] = 100,
        ["StorageType"] = "gp3", ["Encrypted"] = one.Database.IsEncrypted,
        ["DBSnapshotArn"] = call.Region.Arn("rds", $"snapshot:{NameOf(one.Database, one.At)}"),
        ["IAMDatabaseAuthenticationEnabled"] = one.Database.IsMultiZone, ["DbiResourceId"] = ResourceId(call, one.Database),
    }.With("KmsKeyId", one.Database.IsEncrypted ? call.Region.DataKeyArn : null));

    private static EstateAnswer SnapshotAttributes(EstateCall call)
    {
        var wanted = call.Needed("DBSnapshotIdentifier");
        return SnapshotsOf(call).Any(one => NameOf(one.Database, one.At) == wanted)
            ? EstateAnswer.Of(new()
            {
                ["DBSnapshotAttributesResult"] = new JsonObject
                {
                    ["DBSnapshotIdentifier"] = wanted,
                    ["DBSnapshotAttributes"] = new JsonArray(new JsonObject { ["AttributeName"] = "restore", ["AttributeValues"] = new JsonArray() }),
                },
            })
            : throw new AwsErrorException(404, "DBSnapshotNotFound", $"DBSnapshot not found: {wanted}");
    }

    private static EstateAnswer SubnetGroups(EstateCall call) => EstateAnswer.List(
        "DBSubnetGroups", [.. call.Region.Databases.GroupBy(one => one.PublicIp is null).Select(one => one.First())], database => SubnetGroup(call, database));

    private static JsonObject SubnetGroup(EstateCall call, Database database)
    {
        var name = database.PublicIp is null ? "corvina-data" : "corvina-public";
        return new()
        {
            ["DBSubnetGroupName"] = name, ["DBSubnetGroupDescription"] = name, ["VpcId"] = call.Region.Network.Main.Id,
            ["SubnetGroupStatus"] = "Complete",
            ["Subnets"] = Json.Array(call.Region.Network.Of(database.PublicIp is null ? SubnetKind.Data : SubnetKind.Public).Select(subnet => new JsonObject
            {
                ["SubnetIdentifier"] = subnet.Id, ["SubnetAvailabilityZone"] = new JsonObject { ["Name"] = subnet.Zone },
                ["SubnetOutpost"] = new JsonObject(), ["SubnetStatus"] = "Active",
            })),
            ["DBSubnetGroupArn"] = call.Region.Arn("rds", $"subgrp:{name}"), ["SupportedNetworkTypes"] = Json.Texts("IPV4"),
        };
    }

    private static List<(Database Database, DateTimeOffset At)> SnapshotsOf(EstateCall call)
    {
        var wanted = call.Text("DBInstanceIdentifier");
        var night = new DateTimeOffset(call.Now.UtcDateTime.Date, TimeSpan.Zero).AddHours(2).AddMinutes(14);
        var last = night <= call.Now ? night : night.AddDays(-1);
        return
        [
            .. call.Region.Databases.Where(one => wanted is null || one.Name == wanted)
                .SelectMany(one => Enumerable.Range(0, Math.Min(one.BackupDays, MostSnapshots)).Select(days => (one, last.AddDays(-days)))),
        ];
    }

    private static string NameOf(Database database, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"rds:{database.Name}-{at:yyyy-MM-dd-HH-mm}");

    private static string ResourceId(EstateCall call, Database database) => $"db-{call.Region.Ids.Base32(26, "dbi", call.Account.Id, call.RegionName, database.Name)}";

    // RDS can restore to five minutes ago.
    private static DateTimeOffset Before(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 300 * 300).AddMinutes(-5);
}

using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Money;

namespace Raposa.DemoWorld.Estate.Fleets;

/// <summary>Instances, volumes, images and profiles as EC2 describes them.</summary>
internal static class InstanceDocuments
{
    public static EstateAnswer Instances(EstateCall call) => EstateAnswer.List(
        "Reservations", call.Moment.Instances(call.Region), instance => new JsonObject
        {
            ["Groups"] = new JsonArray(),
            ["Instances"] = new JsonArray(Instance(instance, call.Now)),
            ["OwnerId"] = call.Account.Id,
            ["ReservationId"] = $"r-0{instance.Slot.DiceOf(instance.Generation).Fork("reservation").Hex(16)}",
        });

    public static EstateAnswer Statuses(EstateCall call) => EstateAnswer.List(
        "InstanceStatuses", [.. call.Moment.Instances(call.Region).Where(instance => instance.StateAt(call.Now) == InstanceState.Running)],
        instance => new JsonObject
        {
            ["AvailabilityZone"] = instance.Slot.Subnet.Zone, ["InstanceId"] = instance.Id,
            ["InstanceState"] = State(InstanceState.Running),
            ["InstanceStatus"] = Passed(), ["SystemStatus"] = Passed(),
        });

    public static EstateAnswer Volumes(EstateCall call) => EstateAnswer.List("Volumes", VolumesOf(call), volume => Volume(volume, call));

    public static EstateAnswer Images(EstateCall call)
    {
        var wanted = call.Texts("ImageIds");
        var own = call.Texts("Owners");
        return EstateAnswer.List(
            "Images",
            [.. call.Region.Images.All.Where(image => wanted.Count > 0 || own.Count == 0 || own.Contains(image.Owner) || (own.Contains("self") && image.Owner == call.Account.Id))],
            image => Image(image, call));
    }

    public static EstateAnswer Snapshots(EstateCall call) => EstateAnswer.List(
        "Snapshots", SnapshotsOf(call), image => new JsonObject
        {
            ["Description"] = $"Created by CreateImage for {image.Id}", ["Encrypted"] = false, ["OwnerId"] = call.Account.Id,
            ["Progress"] = "100%",
            ["SnapshotId"] = image.Snapshot, ["StartTime"] = image.Created[..19] + "+00:00", ["State"] = "completed",
            ["StorageTier"] = "standard",
            ["Tags"] = Json.Tags(("Name", image.Name)), ["VolumeId"] = "vol-ffffffff", ["VolumeSize"] = 30,
        });

    // The web image's was shared with everybody once, and still is: planted.
    private static List<MachineImage> SnapshotsOf(EstateCall call)
    {
        var own = call.Region.Images.All.Where(image => image.Owner == call.Account.Id);
        return call.Texts("RestorableByUserIds").Contains("all")
            ? call.Account.IsProduction && call.Region.IsHome ? [.. own.Take(1)] : []
            : [.. own];
    }

    public static EstateAnswer ProfileAssociations(EstateCall call) => EstateAnswer.List(
        "IamInstanceProfileAssociations",
        [.. call.Moment.Present(call.Region).Where(instance => instance.Fleet.Role is not null)],
        instance => new JsonObject
        {
            ["AssociationId"] = $"iip-assoc-0{instance.Slot.DiceOf(instance.Generation).Fork("profile").Hex(16)}",
            ["InstanceId"] = instance.Id,
            ["IamInstanceProfile"] = Profile(instance), ["State"] = "associated",
        });

    public static (string Key, string Value)[] TagsOf(Instance instance)
    {
        var environment = instance.Region.Account.Environment;
        (string, string)[] common = [("Name", instance.Name), ("Environment", environment)];
        return instance.Fleet.Kind switch
        {
            FleetKind.Node =>
            [
                .. common, ("eks:cluster-name", instance.Fleet.Cluster!), ("eks:nodegroup-name", "general"),
                ($"kubernetes.io/cluster/{instance.Fleet.Cluster}", "owned"), ("aws:autoscaling:groupName", $"eks-general-{instance.Region.Ids.Hex(8, "asg", instance.Region.Account.Id, instance.Region.Name)}"),
                ("Role", "eks-node"),
            ],
            FleetKind.Autoscaled => [.. common, ("aws:autoscaling:groupName", $"corvina-{environment}-{instance.Fleet.Name}"), ("Role", instance.Fleet.Name), ("Team", "platform")],
            FleetKind.Gpu => [("Name", "llm-test"), ("owner", CostBook.GpuOwner), ("Project", "llm-experiment")],
            _ => [.. common, ("Role", "snowflake"), ("Owner", instance.Slot.Index % 3 == 0 ? "" : "it@corvina.example")],
        };
    }

    private static JsonObject Instance(Instance instance, DateTimeOffset now)
    {
        var state = instance.StateAt(now);
        var exists = instance.IsPresentAt(now);
        var value = new JsonObject
        {
            ["AmiLaunchIndex"] = instance.Fleet.Kind == FleetKind.Gpu ? instance.Slot.Index : 0,
            ["Architecture"] = "x86_64",
            ["BlockDeviceMappings"] = exists ? Mappings(instance) : [],
            ["ClientToken"] = instance.Slot.DiceOf(instance.Generation).Fork("token").Uuid(),
            ["EbsOptimized"] = false,
            ["EnaSupport"] = true,
            ["Hypervisor"] = "xen",
            ["ImageId"] = instance.Image.Id,
            ["InstanceId"] = instance.Id,
            ["InstanceType"] = instance.Type,
            ["LaunchTime"] = Json.Time(instance.LaunchedAt),
            ["Monitoring"] = new JsonObject { ["State"] = instance.Fleet.Kind is FleetKind.Node or FleetKind.Autoscaled ? "enabled" : "disabled" },
            ["Placement"] = new JsonObject { ["AvailabilityZone"] = instance.Slot.Subnet.Zone, ["GroupName"] = "", ["Tenancy"] = "default" },
            ["PlatformDetails"] = instance.Image.IsWindows ? "Windows" : "Linux/UNIX",
            ["PrivateDnsName"] = exists ? instance.PrivateDns : "",
            ["ProductCodes"] = new JsonArray(),
            ["PublicDnsName"] = exists && instance.PublicIp is { } ip ? PublicAddresses.NameOf(ip, instance.Region.Name) : "",
            ["RootDeviceName"] = "/dev/xvda",
            ["RootDeviceType"] = "ebs",
            ["SecurityGroups"] = exists ? new JsonArray(Group(instance)) : [],
            ["State"] = State(state),
            ["StateTransitionReason"] = state == InstanceState.Terminated ? $"User initiated ({instance.EndsAt:yyyy-MM-dd HH:mm:ss} GMT)" : "",
            ["Tags"] = Json.Tags(TagsOf(instance)),
            ["VirtualizationType"] = "hvm",
            ["MetadataOptions"] = new JsonObject
            {
                ["State"] = "applied",
                ["HttpTokens"] = instance.Slot.Pet is { HasOldMetadata: true } || instance.Fleet.Kind == FleetKind.Gpu ? "optional" : "required",
                ["HttpPutResponseHopLimit"] = instance.Fleet.Kind == FleetKind.Node ? 2 : 1, ["HttpEndpoint"] = "enabled",
                ["HttpProtocolIpv6"] = "disabled", ["InstanceMetadataTags"] = "disabled",
            },
        };
        value.With("Platform", instance.Image.IsWindows ? "windows" : null)
            .With("InstanceLifecycle", instance.Fleet.IsSpot ? "spot" : null)
            .With("KeyName", instance.Slot.Pet is not null || instance.Fleet.Kind == FleetKind.Gpu ? "corvina-ops" : null);
        if (exists)
        {
            value["NetworkInterfaces"] = new JsonArray(Interface(instance));
            value["PrivateIpAddress"] = instance.PrivateIp;
            value["SourceDestCheck"] = true;
            value["SubnetId"] = instance.Slot.Subnet.Id;
            value["VpcId"] = instance.Slot.Subnet.Vpc;
            value.With("PublicIpAddress", instance.PublicIp).With("IamInstanceProfile", instance.Fleet.Role is null ? null : Profile(instance));
        }
        else
        {
            value["StateReason"] = new JsonObject { ["Code"] = "Client.UserInitiatedShutdown", ["Message"] = "Client.UserInitiatedShutdown: User initiated shutdown" };
        }

        return value;
    }

    private static JsonObject Interface(Instance instance)
    {
        var value = new JsonObject
        {
            ["Attachment"] = new JsonObject
            {
                ["AttachTime"] = Json.Time(instance.LaunchedAt), ["AttachmentId"] = instance.Attachment, ["DeleteOnTermination"] = true,
                ["DeviceIndex"] = 0, ["Status"] = "attached", ["NetworkCardIndex"] = 0,
            },
            ["Description"] = "", ["Groups"] = new JsonArray(Group(instance)), ["Ipv6Addresses"] = new JsonArray(),
            ["MacAddress"] = instance.Mac,
            ["NetworkInterfaceId"] = instance.Interface, ["OwnerId"] = instance.Region.Account.Id,
            ["PrivateDnsName"] = instance.PrivateDns,
            ["PrivateIpAddress"] = instance.PrivateIp, ["SourceDestCheck"] = true, ["Status"] = "in-use",
            ["SubnetId"] = instance.Slot.Subnet.Id,
            ["VpcId"] = instance.Slot.Subnet.Vpc, ["InterfaceType"] = "interface",
            ["PrivateIpAddresses"] = new JsonArray(new JsonObject
            {
                ["Primary"] = true, ["PrivateDnsName"] = instance.PrivateDns, ["PrivateIpAddress"] = instance.PrivateIp,
            }.With("Association", Association(instance))),
        };
        return value.With("Association", Association(instance));
    }

    public static JsonObject? Association(Instance instance) => instance.PublicIp is { } ip
        ? new() { ["IpOwnerId"] = "amazon", ["PublicDnsName"] = PublicAddresses.NameOf(ip, instance.Region.Name), ["PublicIp"] = ip }
        : null;

    public static JsonObject Group(Instance instance) => new() { ["GroupId"] = instance.GroupId, ["GroupName"] = instance.GroupName };

    private static JsonObject Profile(Instance instance) => new()
    {
        ["Arn"] = $"arn:aws:iam::{instance.Region.Account.Id}:instance-profile/{instance.Fleet.Role}",
        ["Id"] = $"AIPA{instance.Region.Ids.Base32(17, "profile", instance.Region.Account.Id, instance.Fleet.Role!)}",
    };

    private static JsonArray Mappings(Instance instance) =>
    [
        .. VolumesOf(instance).Select(volume => new JsonObject
        {
            ["DeviceName"] = volume.Device,
            ["Ebs"] = new JsonObject
            {
                ["AttachTime"] = Json.Time(instance.LaunchedAt.AddSeconds(1)), ["DeleteOnTermination"] = volume.IsRoot,
                ["Status"] = "attached", ["VolumeId"] = volume.Id,
            },
        }),
    ];

    private static JsonObject State(InstanceState state) => state switch
    {
        InstanceState.Pending => new() { ["Code"] = 0, ["Name"] = "pending" },
        InstanceState.Running => new() { ["Code"] = 16, ["Name"] = "running" },
        InstanceState.Stopped => new() { ["Code"] = 80, ["Name"] = "stopped" },
        _ => new() { ["Code"] = 48, ["Name"] = "terminated" },
    };

    private static JsonObject Passed() => new()
    {
        ["Details"] = new JsonArray(new JsonObject { ["Name"] = "reachability", ["Status"] = "passed" }), ["Status"] = "ok",
    };

    private static List<VolumeAt> VolumesOf(EstateCall call) => [.. call.Moment.Present(call.Region).SelectMany(VolumesOf)];

    private static IEnumerable<VolumeAt> VolumesOf(Instance instance)
    {
        yield return new(instance, instance.RootVolume, "/dev/xvda", true, instance.Fleet.Kind == FleetKind.Node ? 80 : 30);
        if (instance.DataVolume is { } data)
        {
            yield return new(instance, data, "/dev/sdf", false, 200);
        }
    }

    private static JsonObject Volume(VolumeAt volume, EstateCall call)
    {
        // Pets are older than the default of encrypting.
        var isEncrypted = volume.Instance.Slot.Pet is null;
        return new JsonObject
        {
            ["Attachments"] = new JsonArray(new JsonObject
            {
                ["AttachTime"] = Json.Time(volume.Instance.LaunchedAt.AddSeconds(1)), ["Device"] = volume.Device,
                ["InstanceId"] = volume.Instance.Id,
                ["State"] = "attached", ["VolumeId"] = volume.Id, ["DeleteOnTermination"] = volume.IsRoot,
            }),
            ["AvailabilityZone"] = volume.Instance.Slot.Subnet.Zone,
            ["CreateTime"] = Json.Time(volume.Instance.LaunchedAt.AddSeconds(1)),
            ["Encrypted"] = isEncrypted, ["Iops"] = 3000, ["MultiAttachEnabled"] = false, ["Size"] = volume.Size,
            ["SnapshotId"] = volume.IsRoot ? volume.Instance.Image.Snapshot : "", ["State"] = "in-use", ["Throughput"] = 125,
            ["VolumeId"] = volume.Id, ["VolumeType"] = "gp3",
            ["Tags"] = Json.Tags(("Name", $"{volume.Instance.Name}{(volume.IsRoot ? "" : "-data")}")),
        }.With("KmsKeyId", isEncrypted ? call.Region.DataKeyArn : null);
    }

    private static JsonObject Image(MachineImage image, EstateCall call) => new JsonObject
    {
        ["Architecture"] = "x86_64", ["BlockDeviceMappings"] = new JsonArray(new JsonObject
        {
            ["DeviceName"] = "/dev/xvda",
            ["Ebs"] = new JsonObject { ["DeleteOnTermination"] = true, ["Encrypted"] = false, ["SnapshotId"] = image.Snapshot, ["VolumeSize"] = 30, ["VolumeType"] = "gp3" },
        }),
        ["CreationDate"] = image.Created, ["EnaSupport"] = true, ["Hypervisor"] = "xen", ["ImageId"] = image.Id,
        ["ImageLocation"] = $"{(image.Owner == call.Account.Id ? image.Owner : "amazon")}/{image.Name}", ["ImageType"] = "machine",
        ["Name"] = image.Name,
        ["OwnerId"] = image.Owner, ["PlatformDetails"] = image.IsWindows ? "Windows" : "Linux/UNIX",
        ["Public"] = image.Owner != call.Account.Id,
        ["RootDeviceName"] = "/dev/xvda", ["RootDeviceType"] = "ebs", ["State"] = "available", ["VirtualizationType"] = "hvm",
        ["UsageOperation"] = image.IsWindows ? "RunInstances:0002" : "RunInstances",
    }.With("ImageOwnerAlias", image.Owner == call.Account.Id ? null : "amazon").With("Platform", image.IsWindows ? "windows" : null);

    private sealed record VolumeAt(Instance Instance, string Id, string Device, bool IsRoot, int Size)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} of {Instance.Id}");
    }
}

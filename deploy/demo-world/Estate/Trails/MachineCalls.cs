using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Estate.Trails;

/// <summary>What an autoscaling group does, as CloudTrail records it: machines that EC2 shows come and go in it.</summary>
internal static class MachineCalls
{
    public static Call Launch(Instance machine) => new(machine.LaunchedAt, Scaling(machine), "ec2", "RunInstances")
    {
        Account = machine.Region.Account.Id, Region = machine.Region.Name, IsReadOnly = false,
        Parameters = new()
        {
            ["instancesSet"] = new JsonObject { ["items"] = Items([machine], one => new() { ["imageId"] = one.Image.Id, ["minCount"] = 1, ["maxCount"] = 1 }) },
            ["instanceType"] = machine.Type, ["subnetId"] = machine.Slot.Subnet.Id,
            ["monitoring"] = new JsonObject { ["enabled"] = true },
        },
        Response = new() { ["instancesSet"] = new JsonObject { ["items"] = Items([machine], one => new() { ["instanceId"] = one.Id, ["instanceType"] = one.Type, ["privateIpAddress"] = one.PrivateIp }) } },
    };

    public static Call Terminate(Instance machine, DateTimeOffset at) => new(at, Scaling(machine), "ec2", "TerminateInstances")
    {
        Account = machine.Region.Account.Id, Region = machine.Region.Name, IsReadOnly = false,
        Parameters = new() { ["instancesSet"] = new JsonObject { ["items"] = Items([machine], one => new() { ["instanceId"] = one.Id }) } },
        Response = new() { ["instancesSet"] = new JsonObject { ["items"] = Items([machine], one => new() { ["instanceId"] = one.Id, ["currentState"] = new JsonObject { ["code"] = 32, ["name"] = "shutting-down" } }) } },
    };

    private static Principal Scaling(Instance machine) => Principal.Session(
        machine.Region.Account.Id, "/aws-service-role/autoscaling.amazonaws.com/", "AWSServiceRoleForAutoScaling", "AROA6CORVINA2SCALING3", "AutoScaling",
        $"ASIA{machine.Slot.DiceOf(machine.Generation).Fork("key").Id(16)}", machine.LaunchedAt.AddMinutes(-3), "autoscaling.amazonaws.com", "autoscaling.amazonaws.com");

    public static JsonArray Items(IEnumerable<Instance> machines, Func<Instance, JsonObject> write) => [.. machines.Select(write)];
}

using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2InstancePublicAddress
{
    public static readonly Check Check = new()
    {
        Id = "ec2.instance_public_address",
        Title = "An instance has no public address.",
        Severity = Severity.Low,
        Risk = "It stands on the internet, and its security groups are all that is between.",
        Remediation = "Put it behind a load balancer or a NAT gateway, in a private subnet.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_instance",
        Reads = ["aws_ec2_instance.State.Name", "aws_ec2_instance.PublicIpAddress", "aws_ec2_instance.NetworkInterfaces[].Association"],
        Controls = [.. PublicAccess],
        Judge = look => look["State.Name"].Is("pending", "running", "stopping", "stopped").When(() => InstanceRole.HasNoPublicAddress(look).Judge("It has no public address.", "It has a public address.")),
    };
}

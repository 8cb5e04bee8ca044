using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2InstanceProfile
{
    public static readonly Check Check = new()
    {
        Id = "ec2.instance_profile",
        Title = "An instance has a role.",
        Severity = Severity.Low,
        Risk = "Programs on a machine without a role that call AWS do so with keys that somebody put there.",
        Remediation = "Make a role with what they need, attach it, and delete the keys.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_instance",
        Reads = ["aws_ec2_instance.State.Name", "aws_ec2_instance.IamInstanceProfile.Arn"],
        Controls = [Cis("2.16"), .. Secrets],
        Judge = look => look["State.Name"].Is("pending", "running", "stopping", "stopped").When(() => look["IamInstanceProfile"].OrUnset()["Arn"].IsSet().Judge("It has a role.", "It has no role.")),
    };
}

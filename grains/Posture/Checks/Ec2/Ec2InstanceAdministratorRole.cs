using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2InstanceAdministratorRole
{
    public static readonly Check Check = new()
    {
        Id = "ec2.instance_administrator_role",
        Title = "An instance does not run with the role of an administrator.",
        Severity = Severity.Critical,
        Risk = "Whoever gets code to run on it, or its metadata read, owns the account.",
        Remediation = "Find out from last access what the role is used for, and give the instance a role of that.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_instance",
        Reads = ["aws_ec2_instance.State.Name", "aws_ec2_instance.IamInstanceProfile.Arn", "aws_iam_role.*", "aws_iam_policy.*"],
        Controls = [.. Workloads],
        Judge = look => (look["State.Name"].Is("pending", "running", "stopping", "stopped") & look["IamInstanceProfile"].OrUnset()["Arn"].IsSet()).When(() => InstanceRole.Judge(look)),
    };
}

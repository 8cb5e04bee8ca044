using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsInstancePublic
{
    public static readonly Check Check = new()
    {
        Id = "rds.instance_public",
        Title = "A database is not reachable by a public address.",
        Severity = Severity.High,
        Risk = "Its name resolves to a public address: a wrong rule of a security group is all that stands between its login and the internet.",
        Remediation = "Modify the instance to have no public address, and let clients in through the VPC.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_instance",
        Reads = ["aws_rds_instance.PubliclyAccessible"],
        Controls = [Cis("3.2.3"), .. PublicAccess],
        Judge = look => look["PubliclyAccessible"].IsFalse().Judge("It has no public address.", "It has a public address."),
    };
}

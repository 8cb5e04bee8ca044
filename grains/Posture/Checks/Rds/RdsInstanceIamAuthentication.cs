using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsInstanceIamAuthentication
{
    public static readonly Check Check = new()
    {
        Id = "rds.instance_iam_authentication",
        Title = "A database lets users in by IAM.",
        Severity = Severity.Low,
        Risk = "Passwords of databases are shared, written down and never changed.",
        Remediation = "Switch IAM authentication on and move users to it.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_instance",
        Reads = ["aws_rds_instance.IAMDatabaseAuthenticationEnabled"],
        Controls = [.. Secrets],
        Judge = look => look["IAMDatabaseAuthenticationEnabled"].IsTrue().Judge("IAM lets users in.", "It knows passwords alone."),
    };
}

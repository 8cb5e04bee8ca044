using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamRoleFederatedSubject
{
    public static readonly Check Check = new()
    {
        Id = "iam.role_federated_subject",
        Title = "A role for an identity provider says whom of the provider it means.",
        Severity = Severity.High,
        Risk =
            "A provider such as a code forge vouches for all its users: without a condition on the subject, every one of "
            + "them can assume the role.",
        Remediation = "Add a condition on the subject of the token to the trust policy, and one on its audience.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_role",
        Reads = ["aws_iam_role.AssumeRolePolicyDocument"],
        Controls = [.. LeastPrivilege],
        Judge = look => PolicyReader.Any(look["AssumeRolePolicyDocument"], PolicyEffect.Allow, Trusted.IsWebIdentity).When(() =>
            (!PolicyReader.Any(look["AssumeRolePolicyDocument"], PolicyEffect.Allow, statement => Trusted.IsWebIdentity(statement) && !Trusted.NamesSubject(statement)))
            .Judge("It says whom of the provider it means.", "Everybody whom the provider vouches for can assume it.")),
    };
}

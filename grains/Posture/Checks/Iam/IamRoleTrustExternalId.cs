using Raposa.Incidents;
using Raposa.Posture.Iam;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamRoleTrustExternalId
{
    public static readonly Check Check = new()
    {
        Id = "iam.role_trust_external_id",
        Title = "A role that trusts an account outside asks for an external id.",
        Severity = Severity.Medium,
        Risk = "Who serves many customers assumes roles for all of them: without an id of yours, another customer can make them assume your role.",
        Remediation = "Agree on an external id and put it as a condition into the trust policy.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_role",
        Reads = ["aws_iam_role.AssumeRolePolicyDocument", "aws_organizations_account.Id", "aws_organizations_organization.Organization.Id"],
        Controls = [.. LeastPrivilege],
        Judge = look => Trusted.ByOutsiders(look).When(() => PolicyReader.Ask(look["AssumeRolePolicyDocument"], policy => Trusted.AsksForExternalId(look, policy), whenUnset: Answer.No)
            .Judge("Accounts outside must say an external id.", "An account outside may assume it without an external id.")),
    };
}

using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamRoleTrustOutside
{
    public static readonly Check Check = new()
    {
        Id = "iam.role_trust_outside",
        Title = "A role trusts accounts of the organization alone.",
        Severity = Severity.Medium,
        Risk = "Whoever owns the other account decides who has the role.",
        Remediation = "Ask the owner who that account is. Take it out if nobody knows.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_role",
        Reads = ["aws_iam_role.AssumeRolePolicyDocument", "aws_organizations_account.Id", "aws_organizations_organization.Organization.Id"],
        Controls = [.. LeastPrivilege],
        Judge = look => (!Trusted.ByOutsiders(look)).Judge("It trusts no account outside.", "It trusts an account that is not among the organization's."),
    };
}

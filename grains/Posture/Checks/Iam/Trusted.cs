using Raposa.Posture.Iam;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>Whom roles trust.</summary>
internal static class Trusted
{
    private const string OrganizationAccount = "aws_organizations_account";
    private const string Organization = "aws_organizations_organization";

    public static Answer LetsEverybody(PolicyDocument trust, string role) => PublicPolicy.Lets(trust, "sts:AssumeRole", role)
        | PublicPolicy.Lets(trust, "sts:AssumeRoleWithWebIdentity", role);

    /// <summary>Whether the role trusts an account that is not ours: neither connected nor among the organization's.</summary>
    public static Answer ByOutsiders(Look look) => PolicyReader.Ask(
        look["AssumeRolePolicyDocument"],
        policy => Answer.Any(policy.Statements.Where(IsAssume).SelectMany(statement => statement.Principals!.Accounts).Distinct().Select(account => IsOutside(look, account))),
        whenUnset: Answer.No);

    /// <summary>Whether each statement that trusts an account outside asks for an external id.</summary>
    public static Answer AsksForExternalId(Look look, PolicyDocument trust) => Answer.All(trust.Statements.Where(IsAssume)
        .Where(statement => statement.Principals!.Accounts.Any(account => !IsOutside(look, account).IsNo))
        .Select(statement => Answer.Of(statement.Conditions.Any(condition => condition.Key.Equals("sts:ExternalId", StringComparison.OrdinalIgnoreCase)
            && condition.BaseOperator is "stringequals" or "stringlike" && !condition.Values.Contains("*")))));

    public static bool IsWebIdentity(PolicyStatement statement) =>
        statement.HasAction("sts:AssumeRoleWithWebIdentity") && statement.Principals is { Federated.IsEmpty: false };

    /// <summary>Whether a condition names whom of the provider it means, and not all.</summary>
    public static bool NamesSubject(PolicyStatement statement) => statement.Conditions.Any(condition =>
        (condition.Key.EndsWith(":sub", StringComparison.OrdinalIgnoreCase) || condition.Key.EndsWith(":amr", StringComparison.OrdinalIgnoreCase)
            || condition.Key.Equals("sts:RoleSessionName", StringComparison.OrdinalIgnoreCase))
        && condition.BaseOperator is "stringequals" or "stringlike" or "stringequalsignorecase"
        && !condition.Values.Any(value => value.Replace("repo:", "", StringComparison.Ordinal) is "*" or "*:*"));

    private static bool IsAssume(PolicyStatement statement) =>
        statement is { Effect: PolicyEffect.Allow, Principals: not null } && statement.HasAction("sts:AssumeRole");

    private static Answer IsOutside(Look look, string account) => account == look.Account || look.Estate.Accounts.Contains(account)
        ? Answer.No
        : !IsOfOrganization(look, account);

    // Only accounts that may list the organization's members do; any that is connected will do. Where none does, only an
    // account that is in no organization can say that everybody else is outside.
    private static Answer IsOfOrganization(Look look, string account)
    {
        var lists = look.Estate.Accounts.Where(connected => !look.Estate.Documents(OrganizationAccount, connected).IsEmpty).ToList();
        var isMember = Answer.Any(lists.SelectMany(connected => look.Estate.Documents(OrganizationAccount, connected).Select(member => look.Root(member)["Id"].Is(account))));
        return !isMember.IsNo ? isMember
            : lists.Any(connected => look.Estate.IsComplete(OrganizationAccount, connected, null, isRegional: false).IsYes) ? Answer.No
            : look.All(Organization).Any(one => one["Organization.Id"].IsSet()) is { IsYes: false } alone ? alone
            : Answer.Unknown("No account that is connected says which accounts are of the organization.");
    }
}

using Raposa.Posture.Iam;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>What an instance or function may do by its role.</summary>
internal static class InstanceRole
{
    private const string Pass = "Its role is no administrator's.";
    private const string Fail = "Its role is an administrator's.";

    public static Judgement Judge(Look look)
    {
        var profile = look["IamInstanceProfile.Arn"].Text;
        var role = look.Estate.Documents(IamAccount.Roles, look.Account).FirstOrDefault(role =>
            look.Root(role)["InstanceProfileList"].Elements().Any(carried => carried["Arn"].Text == profile));
        return IsAdministrator(look, role?.Key, $"the role of {profile}").Judge(Pass, Fail);
    }

    public static Judgement JudgeFunction(Look look) => IsAdministrator(look, look["Role"].Text, $"the role {look["Role"].Text}").Judge(Pass, Fail);

    /// <summary>AWS leaves the address out of an instance without one; its interfaces then say the same.</summary>
    public static Answer HasNoPublicAddress(Look look) => look["PublicIpAddress"].OrUnset().IsUnset()
        & look["NetworkInterfaces"].All(one => one["Association"].OrUnset().IsUnset());

    private static Answer IsAdministrator(Look look, string? role, string name)
    {
        if (role is null || IamAccount.Of(look).Find(role) is not { } principal)
        {
            return Answer.Unknown($"{name} is not among what was collected.");
        }

        Escalation.Note(look, principal);
        return !EscalationSearch.Of(look).IsAdministrator(principal);
    }
}

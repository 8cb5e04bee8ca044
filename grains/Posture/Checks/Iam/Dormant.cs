using Raposa.Posture.Iam;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>Administrators that do nothing.</summary>
internal static class Dormant
{
    private static readonly string[] Uses = ["password_last_used", "access_key_1_last_used_date", "access_key_2_last_used_date"];

    public static Judgement? JudgeUser(Look look, int days) => IsAdministrator(look).When(() =>
    {
        var row = look.Find("aws_iam_credential_report", look["Arn"].Text);
        var since = look.DaysAgo(days);
        var isNew = row["user_creation_time"].IsSince(since);
        return (!CredentialReport.AnythingIsOn(row) | CredentialReport.Active(row, since) | isNew)
            .Judge($"The user was active in the last {days} days, is new, or has nothing to sign in with.", Silence(look, row, days));
    });

    public static Judgement? JudgeRole(Look look, int days) => IsAdministrator(look).When(() =>
    {
        var since = look.DaysAgo(days);

        // IAM says nothing where a role was never used.
        return (look["RoleLastUsed"]["LastUsedDate"].OrUnset().IsSince(since) | look["CreateDate"].IsSince(since))
            .Judge($"The role was used in the last {days} days, or is new.", $"The role was not used for {days} days, and can do everything.");
    });

    private static Answer IsAdministrator(Look look)
    {
        if (look["Arn"].Text is not { } arn || IamAccount.Of(look).Find(arn) is not { } principal)
        {
            return look["Arn"].NotKnown();
        }

        Escalation.Note(look, principal);
        return principal.IsServiceLinked ? Answer.No : EscalationSearch.Of(look).IsAdministrator(principal);
    }

    private static string Silence(Look look, FieldValue row, int days)
    {
        var last = Uses.Select(column => row[column].Time).OfType<DateTimeOffset>().DefaultIfEmpty().Max();
        return last == default
            ? "The user never did anything, and can do everything."
            : $"The user did nothing for {(int)(look.Now - last).TotalDays} days, and can do everything. More than {days} is too long.";
    }
}

using System.Globalization;
using System.Text;

namespace Raposa.DemoWorld.Estate.Identity;

/// <summary>The credential report: a CSV that IAM makes anew every four hours at the most.</summary>
internal static class CredentialReport
{
    private const string Header =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
        "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
        "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
        "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    public static EstateAnswer Answer(EstateCall call)
    {
        var made = MadeAt(call.Now);
        return EstateAnswer.Of(new()
        {
            ["Content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Write(call, made))), ["ReportFormat"] = "text/csv",
            ["GeneratedTime"] = Json.Time(made),
        });
    }

    private static DateTimeOffset MadeAt(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 14_400 * 14_400);

    private static string Write(EstateCall call, DateTimeOffset made)
    {
        var root = call.Account.Identity.Root;
        var rows = new List<string>
        {
            Header,
            string.Join(
                ',', "<root_account>", $"arn:aws:iam::{call.Account.Id}:root", Json.Time(root.CreatedAt), "not_supported",
                root.PasswordUsed is { } used ? Json.Time(used) : "no_information", "not_supported", "not_supported", Flag(root.HasMfa),
                Flag(root.HasKey), root.HasKey ? Json.Time(root.CreatedAt.AddDays(30)) : "N/A", "N/A", "N/A", "N/A", "false,N/A,N/A,N/A,N/A,false,N/A,false,N/A"),
        };
        rows.AddRange(call.Account.Identity.Users.Where(user => user.CreatedAt <= made).Select(user => Row(call, user, made)));
        return string.Join('\n', rows);
    }

    private static string Row(EstateCall call, IamUser user, DateTimeOffset made)
    {
        var days = call.Account.Identity.PasswordPolicy?.Days;
        var changed = user.CreatedAt.AddMinutes(2);
        return string.Join(
            ',', user.Name, $"arn:aws:iam::{call.Account.Id}:user/{user.Name}", Json.Time(user.CreatedAt), Flag(user.HasPassword),
            user.HasPassword ? user.PasswordUse is { } use ? Json.Time(use.AsOf(made)) : "no_information" : "N/A",
            user.HasPassword ? Json.Time(changed) : "N/A",
            user.HasPassword && days is { } most ? Json.Time(changed.AddDays(most)) : "N/A",
            Flag(user.HasMfa), Key(user, 0, made), Key(user, 1, made), "false,N/A,false,N/A");
    }

    private static string Key(IamUser user, int index, DateTimeOffset made) => index < user.Keys.Length
        ? string.Join(
            ',', Flag(user.Keys[index].IsActive), Json.Time(user.Keys[index].CreatedAt),
            user.Keys[index].Use is { } use ? $"{Json.Time(use.AsOf(made))},{user.Keys[index].Region},{user.Keys[index].Service}" : "N/A,N/A,N/A")
        : "false,N/A,N/A,N/A,N/A";

    private static string Flag(bool value) => value.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
}

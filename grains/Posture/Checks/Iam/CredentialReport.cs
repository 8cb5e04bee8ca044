using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>
/// What a row of the credential report says. Everything in it is text: a time, or <c>N/A</c> and <c>no_information</c> for never,
/// or <c>not_supported</c> where there is no such thing.
/// </summary>
internal static class CredentialReport
{
    /// <summary>Whether a column has a time at that one or later.</summary>
    public static Answer UsedSince(FieldValue row, string column, DateTimeOffset since)
    {
        // Only where there is a time, it can be asked for one.
        var isTime = IsTime(row, column);
        return isTime.IsYes ? row[column].IsSince(since) : isTime;
    }

    public static Answer UsedSince(Look look, string column, DateTimeOffset since) => UsedSince(look.Subject, column, since);

    /// <summary>Whether the password is on, is not new, and was not used for so many days.</summary>
    public static Answer PasswordIdle(Look look, int days) => look["password_enabled"].IsTrue() & Idle(look, "password_last_used", "password_last_changed", days);

    /// <summary>Whether a key is on, is not new, and was not used for so many days.</summary>
    public static Answer KeyIdle(Look look, int key, int days) =>
        look[$"access_key_{key}_active"].IsTrue() & Idle(look, $"access_key_{key}_last_used_date", $"access_key_{key}_last_rotated", days);

    /// <summary>Whether a key is on and was made before so many days. One without a time of making is as old as can be.</summary>
    public static Answer KeyOlder(Look look, int key, int days) =>
        look[$"access_key_{key}_active"].IsTrue() & !UsedSince(look, $"access_key_{key}_last_rotated", look.DaysAgo(days));

    /// <summary>Whether the first key was made in the same ten seconds as the user.</summary>
    public static Answer MadeWithUser(Look look)
    {
        var made = look["user_creation_time"];
        var isKey = IsTime(look.Subject, "access_key_1_last_rotated");
        return !isKey.IsYes ? isKey
            : made.OfTime(time => look["access_key_1_last_rotated"].Time is { } rotated && (rotated - time).Duration() <= TimeSpan.FromSeconds(10));
    }

    /// <summary>Whether anything that is on of the row was used since.</summary>
    public static Answer Active(FieldValue row, DateTimeOffset since) =>
        (row["password_enabled"].IsTrue() & UsedSince(row, "password_last_used", since))
        | (row["access_key_1_active"].IsTrue() & UsedSince(row, "access_key_1_last_used_date", since))
        | (row["access_key_2_active"].IsTrue() & UsedSince(row, "access_key_2_last_used_date", since));

    /// <summary>Whether anything of the row is on.</summary>
    public static Answer AnythingIsOn(FieldValue row) =>
        row["password_enabled"].IsTrue() | row["access_key_1_active"].IsTrue() | row["access_key_2_active"].IsTrue();

    // What was never used counts from when it was made.
    private static Answer Idle(Look look, string used, string made, int days)
    {
        var since = look.DaysAgo(days);
        return !UsedSince(look, used, since) & !UsedSince(look, made, since);
    }

    private static Answer IsTime(FieldValue row, string column) =>
        row[column].Matches(text => text is not ("N/A" or "no_information" or "not_supported" or ""));
}

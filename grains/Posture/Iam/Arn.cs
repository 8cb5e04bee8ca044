namespace Raposa.Posture.Iam;

/// <summary>What can be read of an ARN: <c>arn:partition:service:region:account:resource</c>.</summary>
internal static class Arn
{
    /// <returns>Of an ARN or a bare account id the account; null if there is none in it.</returns>
    public static string? AccountOf(string text)
    {
        if (IsAccount(text))
        {
            return text;
        }

        var parts = text.Split(':', 6);
        return parts.Length == 6 && parts[0] == "arn" && IsAccount(parts[4]) ? parts[4] : null;
    }

    public static string RootOf(string account) => $"arn:aws:iam::{account}:root";

    /// <summary>The last part of its path.</summary>
    public static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>The ARN of a session of a role.</summary>
    public static string SessionOf(string role, string session) => $"arn:aws:sts::{AccountOf(role)}:assumed-role/{NameOf(role)}/{session}";

    private static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);
}

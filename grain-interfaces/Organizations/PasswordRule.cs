namespace Raposa.Organizations;

/// <summary>
/// What a password must be. Length and nothing else, as NIST SP 800-63B 3.1.1.2 has it: rules about kinds of characters
/// make passwords that are hard to remember and easy to guess.
/// </summary>
public static class PasswordRule
{
    public const int MinimumLength = 12;

    /// <summary>Long enough for any passphrase, short enough that hashing it costs what any other costs.</summary>
    public const int MaximumLength = 200;

    /// <summary>What is wrong with it, as a sentence for the person, or null.</summary>
    /// <param name="email">Their address, which is no password.</param>
    public static string? Objection(string? password, string? email) => password switch
    {
        null or "" => "A password is missing.",
        { Length: < MinimumLength } => $"The password has {password.Length} characters; it needs {MinimumLength} or more.",
        { Length: > MaximumLength } => $"The password has {password.Length} characters; {MaximumLength} are the most.",
        _ when string.Equals(password.Trim(), email?.Trim(), StringComparison.OrdinalIgnoreCase) =>
            "The password is the e-mail address; choose another one.",
        _ when password.Distinct().Count() < 5 => "The password repeats a few characters; choose another one.",
        _ => null,
    };
}

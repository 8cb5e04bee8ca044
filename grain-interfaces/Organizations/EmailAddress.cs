using System.Diagnostics.CodeAnalysis;

namespace Raposa.Organizations;

/// <summary>
/// The one spelling of an address that a person is known by: trimmed and lower-case. It is the key of
/// <see cref="ISignInGrain"/>, so two spellings must never make two people.
/// </summary>
public static class EmailAddress
{
    // RFC 5321, 4.5.3.1.3: a path is at most 256 octets with its brackets.
    private const int MaximumLength = 254;

    /// <summary>Whether mail could be sent there is found out by sending it; this only refuses what cannot be an address.</summary>
    public static bool TryNormalize([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? address)
    {
        var candidate = text?.Trim().ToLowerInvariant() ?? "";
        var at = candidate.IndexOf('@', StringComparison.Ordinal);
        var isAddress = candidate.Length <= MaximumLength
            && at > 0
            && at == candidate.LastIndexOf('@')
            && at < candidate.Length - 1
            && !candidate.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '/' or '<' or '>' or ',');
        address = isAddress ? candidate : null;
        return isAddress;
    }

    /// <exception cref="FormatException">The text cannot be an address.</exception>
    public static string Normalize(string text) =>
        TryNormalize(text, out var address) ? address : throw new FormatException($"'{text}' is not an e-mail address.");
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Organizations;

/// <summary>
/// What an API key says about itself: <c>rpk_{credentialId}_{secret}</c>, where the credential id is the organization's 32
/// hexadecimal digits and 8 more, and the secret is 64 of them. So the organization is known from the key alone, before
/// anything is looked up, and nothing that this record holds opens anything.
/// </summary>
/// <param name="Organization">Whose key it claims to be. Believe it only after <see cref="ICredentialGrain.Authenticate"/>.</param>
/// <param name="Hash">SHA-256 of the whole key as presented, lower-case hexadecimal.</param>
public sealed record ApiKey(OrganizationId Organization, string CredentialId, string Hash)
{
    private const string Prefix = "rpk_";
    private const int OrganizationDigits = 32;
    private const int CredentialIdDigits = OrganizationDigits + 8;
    private const int SecretDigits = 64;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>False for anything that this platform would not have issued; nothing is said about why.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ApiKey? key)
    {
        key = null;
        if (text is null
            || text.Length != Prefix.Length + CredentialIdDigits + 1 + SecretDigits
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length + CredentialIdDigits] != '_')
        {
            return false;
        }

        var credentialId = text.AsSpan(Prefix.Length, CredentialIdDigits);
        var secret = text.AsSpan(Prefix.Length + CredentialIdDigits + 1);
        if (!AreDigits(credentialId) || !AreDigits(secret)
            || !Guid.TryParseExact(credentialId[..OrganizationDigits], "N", out var organization)
            || organization == Guid.Empty)
        {
            return false;
        }

        key = new(new(organization), credentialId.ToString(), HashOf(text));
        return true;
    }

    /// <param name="random">4 bytes.</param>
    public static string NewCredentialId(OrganizationId organization, ReadOnlySpan<byte> random) =>
        random.Length == (CredentialIdDigits - OrganizationDigits) / 2
            ? $"{organization.Value:N}{Convert.ToHexStringLower(random)}"
            : throw new ArgumentException($"A credential id takes 4 random bytes, not {random.Length}.", nameof(random));

    /// <summary>The key's text, to be shown once.</summary>
    /// <param name="random">32 bytes.</param>
    public static string Write(string credentialId, ReadOnlySpan<byte> random) =>
        random.Length == SecretDigits / 2
            ? $"{Prefix}{credentialId}_{Convert.ToHexStringLower(random)}"
            : throw new ArgumentException($"An API key takes 32 random bytes, not {random.Length}.", nameof(random));

    public static string HashOf(string apiKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(apiKey)));

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Digits);
}

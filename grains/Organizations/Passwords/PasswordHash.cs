using System.Globalization;
using System.Security.Cryptography;

namespace Raposa.Organizations;

/// <summary>
/// What is kept of a password: <c>pbkdf2-sha512${iterations}${salt}${hash}</c>. The text says how it was made, so a later
/// build may count higher and still verify what an earlier one wrote.
/// </summary>
/// <remarks>210,000 iterations of PBKDF2-HMAC-SHA512 is what the OWASP Password Storage Cheat Sheet asks for.</remarks>
internal static class PasswordHash
{
    public const int SaltLength = 16;

    private const string Scheme = "pbkdf2-sha512";
    private const int Iterations = 210_000;
    private const int HashLength = 32;

    // Stands in where nobody has the address, so that a stranger costs the time that a wrong password costs.
    private static readonly string OfNobody = Of("", new byte[SaltLength]);

    public static string Of(string password, ReadOnlySpan<byte> salt) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Iterations))}");

    /// <summary>False for a wrong password, and for a person who has none or does not exist (<paramref name="hash"/> null).</summary>
    /// <exception cref="FormatException">The text was not written by <see cref="Of"/>.</exception>
    public static bool Verifies(string password, string? hash)
    {
        if ((hash ?? OfNobody).Split('$') is not [Scheme, var iterations, var salt, var expected])
        {
            throw new FormatException("A stored password hash is not in a form that this build knows; run a newer build.");
        }

        var actual = Derive(password, Convert.FromBase64String(salt), int.Parse(iterations, CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(actual, Convert.FromBase64String(expected)) && hash is not null;
    }

    private static byte[] Derive(string password, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashLength);
}

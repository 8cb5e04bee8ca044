using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Organizations;

/// <summary>
/// A single-use invitation, <c>rpi_{organization}_{secret}</c>: whose it is can be read from it, so it is looked up as that
/// tenant and row-level security holds for it too.
/// </summary>
internal sealed record InvitationToken(OrganizationId Organization, string Hash)
{
    public const int SecretLength = 32;

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <param name="secret">32 random bytes.</param>
    public static string Write(OrganizationId organization, ReadOnlySpan<byte> secret) =>
        $"rpi_{organization.Value:N}_{Convert.ToHexStringLower(secret)}";

    public static bool TryParse(string text, [NotNullWhen(true)] out InvitationToken? token)
    {
        token = text.Split('_') is ["rpi", var organization, { Length: SecretLength * 2 }]
            && Guid.TryParseExact(organization, "N", out var id)
            && id != Guid.Empty
                ? new(new(id), HashOf(text))
                : null;
        return token is not null;
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

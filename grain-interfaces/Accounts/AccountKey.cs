using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>
/// Key of an account's grain: <c>{org}/{account}</c>. The account is what its provider calls it: an AWS account id
/// (twelve digits), a Falcon customer id (32 hex digits) or a Cloudflare account id (32 hex digits).
/// </summary>
public sealed record AccountKey(OrganizationId Organization, string AccountId)
{
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static AccountKey Parse(string text) => text.Split('/') is [var organization, { Length: > 0 } account]
        ? new(OrganizationId.Parse(organization), account)
        : throw new FormatException($"'{text}' is not the key of an account ({{org}}/{{account}}).");

    public override string ToString() => $"{Organization}/{AccountId}";
}

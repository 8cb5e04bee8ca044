namespace Raposa.Organizations;

/// <summary>Key of <see cref="ICredentialGrain"/>: <c>{org}/{credentialId}</c>.</summary>
public sealed record CredentialKey(OrganizationId Organization, string CredentialId)
{
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static CredentialKey Parse(string text) =>
        text.Split('/') is [var organization, { Length: > 0 } credentialId]
            ? new(OrganizationId.Parse(organization), credentialId)
            : throw new FormatException($"'{text}' is not the key of a credential ({{org}}/{{credentialId}}).");

    public override string ToString() => $"{Organization}/{CredentialId}";
}

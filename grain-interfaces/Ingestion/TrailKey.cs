using Raposa.Accounts;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Key of <see cref="ITrailGrain"/>: <c>{org}/{account}/{region}</c>.</summary>
public sealed record TrailKey(OrganizationId Organization, string AccountId, string Region)
{
    public AccountKey Account => new(Organization, AccountId);

    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static TrailKey Parse(string text) => text.Split('/') is [var organization, { Length: > 0 } account, { Length: > 0 } region]
        ? new(OrganizationId.Parse(organization), account, region)
        : throw new FormatException($"'{text}' is not the key of a trail's reader ({{org}}/{{account}}/{{region}}).");

    public override string ToString() => $"{Organization}/{AccountId}/{Region}";
}

using Raposa.Accounts;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>
/// Key of <see cref="ICollectorGrain"/>: <c>{org}/{account}/{source}</c>, and <c>/{region}</c> where the source is read in
/// each region by itself. Everything that is collected together, and so every snapshot, belongs to one of these.
/// </summary>
public sealed record CollectorKey(OrganizationId Organization, string AccountId, string Source, string? Region = null)
{
    public AccountKey Account => new(Organization, AccountId);

    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static CollectorKey Parse(string text) => text.Split('/') switch
    {
        [var organization, { Length: > 0 } account, { Length: > 0 } source] =>
            new(OrganizationId.Parse(organization), account, source),
        [var organization, { Length: > 0 } account, { Length: > 0 } source, { Length: > 0 } region] =>
            new(OrganizationId.Parse(organization), account, source, region),
        _ => throw new FormatException($"'{text}' is not the key of a collector ({{org}}/{{account}}/{{source}}[/{{region}}])."),
    };

    public override string ToString() =>
        Region is null ? $"{Organization}/{AccountId}/{Source}" : $"{Organization}/{AccountId}/{Source}/{Region}";
}

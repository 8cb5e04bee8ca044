using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Gives the token with which accounts of an organization are entered directly, such as that of an Okta service app.</summary>
internal interface IWebIdentityTokenSource
{
    /// <returns>A JWT that has at least a minute left.</returns>
    /// <exception cref="SourceReadException">The provider refused, or the organization has none.</exception>
    Task<string> GetTokenAsync(OrganizationId organization, CancellationToken cancellationToken);
}

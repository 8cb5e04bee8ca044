using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>Gets a token as a service app that is not kept yet.</summary>
internal interface ITokenTester
{
    /// <returns>The JWT.</returns>
    /// <exception cref="SourceReadException">The provider refused, in its own words, or the key is none.</exception>
    Task<string> GetTokenAsync(OrganizationId organization, NewIdentityProvider app, CancellationToken cancellationToken);
}

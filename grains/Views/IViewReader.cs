using Raposa.Organizations;

namespace Raposa.Views;

/// <summary>Reads views as an organization's reader.</summary>
internal interface IViewReader
{
    /// <summary>A page of a view; a refusal for what the catalogue does not have, for a filter that is none, and for what takes too long.</summary>
    Task<ViewAnswer> ReadAsync(OrganizationId organization, ViewQuery query, CancellationToken cancellationToken);
}

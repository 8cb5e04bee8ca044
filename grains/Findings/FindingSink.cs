using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>Findings go to PostgreSQL, and the alerts with them; the receivers' own grains bring those to where they go.</summary>
internal sealed class FindingSink(FindingStore findings) : IFindingSink
{
    public Task RaiseAsync(
        OrganizationId organization, ImmutableArray<FindingDraft> drafts, CancellationToken cancellationToken) =>
        drafts.IsEmpty ? Task.CompletedTask : findings.RaiseAsync(organization, drafts, cancellationToken);

    public Task ResolveAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken) =>
        fingerprints.IsEmpty ? Task.CompletedTask : findings.EndAsync(organization, fingerprints, FindingStatus.Resolved, when, cancellationToken);

    public Task CloseAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken) =>
        fingerprints.IsEmpty ? Task.CompletedTask : findings.EndAsync(organization, fingerprints, FindingStatus.Closed, when, cancellationToken);

    public Task ConfirmAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, DateTimeOffset at, CancellationToken cancellationToken) =>
        fingerprints.IsEmpty ? Task.CompletedTask : findings.ConfirmAsync(organization, fingerprints, at, cancellationToken);
}

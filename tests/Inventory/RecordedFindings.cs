using System.Collections.Concurrent;
using System.Collections.Immutable;
using Raposa.Findings;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>Keeps what was raised and resolved.</summary>
internal sealed class RecordedFindings : IFindingSink
{
    public ConcurrentQueue<FindingDraft> Raised { get; } = new();

    public ConcurrentQueue<string> Resolved { get; } = new();

    public ConcurrentQueue<string> Closed { get; } = new();

    public Task RaiseAsync(OrganizationId organization, ImmutableArray<FindingDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var finding in drafts)
        {
            Raised.Enqueue(finding);
        }

        return Task.CompletedTask;
    }

    public Task ResolveAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken)
    {
        foreach (var fingerprint in fingerprints)
        {
            Resolved.Enqueue(fingerprint);
        }

        return Task.CompletedTask;
    }

    public Task CloseAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken)
    {
        foreach (var fingerprint in fingerprints)
        {
            Closed.Enqueue(fingerprint);
        }

        return Task.CompletedTask;
    }

    public Task ConfirmAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;
}

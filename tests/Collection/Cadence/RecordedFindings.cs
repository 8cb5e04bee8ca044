using System.Collections.Concurrent;
using System.Collections.Immutable;
using Raposa.Findings;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Remembers what was raised and resolved, in order.</summary>
internal sealed class RecordedFindings : IFindingSink
{
    public ConcurrentQueue<FindingDraft> Raised { get; } = new();

    /// <summary>Such as <c>raised collection.silent:…</c>.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    public Task RaiseAsync(OrganizationId organization, ImmutableArray<FindingDraft> findings, CancellationToken cancellationToken)
    {
        foreach (var finding in findings)
        {
            Raised.Enqueue(finding);
            Said.Enqueue($"raised {finding.Fingerprint}");
        }

        return Task.CompletedTask;
    }

    public Task ResolveAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken)
    {
        foreach (var fingerprint in fingerprints)
        {
            Said.Enqueue($"resolved {fingerprint}");
        }

        return Task.CompletedTask;
    }

    public Task CloseAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken)
    {
        foreach (var fingerprint in fingerprints)
        {
            Said.Enqueue($"closed {fingerprint}");
        }

        return Task.CompletedTask;
    }

    public Task ConfirmAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;
}

using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Where passages come from besides findings and incidents: what an analysis has worked out, read whole once it has.</summary>
internal interface IPassageSource
{
    /// <summary>What the ids of its passages begin with, such as <c>resource:</c>. A passage of it that is not among those read is gone.</summary>
    string Prefix { get; }

    /// <summary>All its passages, the same from the same facts; null if they cannot be read just now, and then they stay as they are.</summary>
    Task<ImmutableArray<Passage>?> ReadAsync(OrganizationId organization, CancellationToken cancellationToken);
}

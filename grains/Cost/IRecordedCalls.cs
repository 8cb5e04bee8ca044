using System.Collections.Immutable;
using Raposa.Ingestion;
using Raposa.Organizations;

namespace Raposa.Cost;

/// <summary>What CloudTrail recorded of changes, for whoever looks for a cause.</summary>
internal interface IRecordedCalls
{
    /// <summary>The calls of a service in an account that were no reads, in a span of time.</summary>
    /// <param name="eventSource">Such as <c>ec2.amazonaws.com</c>.</param>
    Task<ImmutableArray<TrailEvent>> FindAsync(
        OrganizationId organization, string accountId, string eventSource, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}

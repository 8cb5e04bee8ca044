using System.Collections.Immutable;
using Raposa.Posture.Reading;

namespace Raposa.Posture;

/// <summary>A check's verdict on one resource, account or region.</summary>
/// <param name="Resource">The resource's key; of an account its id; of a region its name; of a source that is not wholly known, <c>*</c>.</param>
internal sealed record CheckOutcome(
    Check Check, string AccountId, string? Region, string Resource, CheckStatus Status, string Reason, ImmutableArray<EvidenceRead> Evidence)
{
    /// <summary>The resource of a verdict on what may be there unseen.</summary>
    public const string Unseen = "*";
}

namespace Raposa.Reconciliation;

/// <summary>A chain of snapshots as reconciliation uses it.</summary>
/// <param name="Region">Null where a source is read once for an account.</param>
/// <param name="SealedAt">When the snapshot that is read was sealed; null if none ever was.</param>
/// <param name="IsComplete">
/// True: that snapshot is the outcome of the newest run, saw everything and is not old. Otherwise its absences prove nothing.
/// </param>
/// <param name="HasPrevious">True: another full pass was sealed before the last one.</param>
internal sealed record ChainFacts(
    string AccountId, string Source, string? Region, DateTimeOffset? SealedAt, bool IsComplete, bool HasPrevious);

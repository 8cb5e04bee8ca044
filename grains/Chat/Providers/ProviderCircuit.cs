namespace Raposa.Chat;

/// <summary>Whether a provider is worth asking, from what came of asking it. Immutable: each attempt returns the next state.</summary>
/// <param name="Failures">In a row.</param>
/// <param name="OpenUntil">It is not asked before; then one call tries it, and its failure opens it for longer.</param>
/// <param name="Reason">Of the failure that opened it, in the provider's words.</param>
internal sealed record ProviderCircuit(int Failures, DateTimeOffset? OpenUntil, string? Reason)
{
    private const int TransientsInARow = 3;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15), Longest = TimeSpan.FromMinutes(15);

    public static readonly ProviderCircuit Closed = new(0, null, null);

    /// <summary>Null if it may be asked.</summary>
    public string? RefusalAt(DateTimeOffset now) => OpenUntil is { } until && now < until
        ? $"Not asked until {until:HH:mm:ss} UTC: {Reason}"
        : null;

    /// <param name="failure">Null for an answer to the end.</param>
    /// <param name="message">The provider's words.</param>
    /// <param name="retryAfter">What the provider asks for.</param>
    public ProviderCircuit After(ModelFailureKind? failure, string? message, TimeSpan? retryAfter, DateTimeOffset now)
    {
        // What is about this one question says nothing of the provider.
        if (failure is ModelFailureKind.BadRequest or ModelFailureKind.ContextTooLong or ModelFailureKind.ContentBlocked
            or ModelFailureKind.Cancelled or ModelFailureKind.CircuitOpen)
        {
            return this;
        }

        if (failure is not { } kind)
        {
            return Closed;
        }

        var failures = Failures + 1;
        // A person must act before these are over: one is enough.
        var isLasting = kind is ModelFailureKind.Auth or ModelFailureKind.Payment or ModelFailureKind.Gated or ModelFailureKind.Quota;
        var wait = retryAfter
            ?? (isLasting || kind == ModelFailureKind.RateLimited || failures >= TransientsInARow ? Backoff(failures, isLasting) : null);
        return new(failures, wait is null ? null : now + wait, message);
    }

    private static TimeSpan Backoff(int failures, bool isLasting)
    {
        var doubled = First * Math.Pow(2, Math.Min(failures - 1, 10)) * (isLasting ? 4 : 1);
        return doubled < Longest ? doubled : Longest;
    }
}

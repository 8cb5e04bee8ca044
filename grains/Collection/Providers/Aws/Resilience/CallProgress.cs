namespace Raposa.Collection;

/// <summary>How far a call is: what it cost, and which of the second chances it had.</summary>
internal sealed class CallProgress(AwsOperation operation, string budgetScope, string region)
{
    private bool _moved;
    private bool _clockSet;
    private bool _renewed;

    public AwsOperation Operation { get; } = operation;

    public string Region { get; set; } = region;

    public string BudgetScope => $"{budgetScope}/{Region}";

    public int Calls { get; private set; }

    public int Throttled { get; private set; }

    public int Retries { get; set; }

    public void Count(CallAttempt attempt)
    {
        Calls++;
        Throttled += attempt.Failure?.Kind == FailureKind.Throttled ? 1 : 0;
    }

    public bool MayMove() => Once(ref _moved);

    public bool MaySetClock() => Once(ref _clockSet);

    public bool MayRenew() => Once(ref _renewed);

    private static bool Once(ref bool done)
    {
        var first = !done;
        done = true;
        return first;
    }
}

namespace Raposa.Cli;

/// <summary>How often to try again, and how long to wait before: doubling, with jitter, and never shorter than the server asks.</summary>
internal sealed record RetryPlan
{
    public int Attempts { get; init; } = 8;

    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A server that asks for more than this is as good as away.</summary>
    public TimeSpan LongestAsked { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The wait after that many attempts, or null to give up.</summary>
    /// <param name="asked">The server's <c>Retry-After</c>, if it gave one; a negative one means: do not come back.</param>
    /// <param name="chance">0 to 1.</param>
    public TimeSpan? DelayAfter(int attempts, TimeSpan? asked, double chance)
    {
        if (attempts >= Attempts || asked < TimeSpan.Zero || asked > LongestAsked)
        {
            return null;
        }

        var longest = Math.Min(First.TotalSeconds * Math.Pow(2, attempts - 1), Longest.TotalSeconds);
        var own = TimeSpan.FromSeconds(longest * (0.5 + (chance / 2)));
        return asked is { } least && least > own ? least : own;
    }
}

using System.Globalization;

namespace Raposa.Collection;

/// <summary>How long to wait before the next try: anything up to a bound that doubles, so that no two callers come back together.</summary>
internal static class RetryDelays
{
    /// <param name="retry">1 before the second try.</param>
    /// <param name="random">From 0 to 1.</param>
    /// <param name="asked">What the service asked for; at least that long, and then no longer than before, spread out.</param>
    /// <param name="options">The bounds.</param>
    public static TimeSpan Before(int retry, double random, TimeSpan? asked, AwsOptions options)
    {
        var bound = Math.Min(options.RetryDelay.TotalSeconds * Math.Pow(2, retry - 1), options.LongestRetryDelay.TotalSeconds);
        return (asked ?? TimeSpan.Zero) + TimeSpan.FromSeconds(bound * random);
    }

    /// <summary>What an answer asks to wait: seconds or a date in <c>Retry-After</c>, milliseconds in AWS's own header.</summary>
    public static TimeSpan? AskedBy(AwsHttpResponse response, DateTimeOffset now)
    {
        if (double.TryParse(response.Header("x-amz-retry-after"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return response.Header("Retry-After") switch
        {
            null => null,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => TimeSpan.FromSeconds(seconds),
            var text when Timestamps.Parse(text) is { } until => until > now ? until - now : TimeSpan.Zero,
            _ => null,
        };
    }
}

using System.Globalization;

namespace Raposa.DemoWorld.CrowdStrike;

/// <summary>6,000 requests in any minute for the whole tenant, as Falcon counts them.</summary>
internal sealed class FalconRateLimit(TimeProvider time)
{
    private const int PerMinute = 6_000;

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _recent = [];

    /// <exception cref="FalconException">There were too many.</exception>
    public void Take(IHeaderDictionary headers)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_recent.TryPeek(out var oldest) && oldest <= now.AddMinutes(-1))
            {
                _recent.Dequeue();
            }

            headers["X-Ratelimit-Limit"] = PerMinute.ToString(CultureInfo.InvariantCulture);
            headers["X-Ratelimit-Remaining"] = Math.Max(0, PerMinute - _recent.Count - 1).ToString(CultureInfo.InvariantCulture);
            if (_recent.Count < PerMinute)
            {
                _recent.Enqueue(now);
                return;
            }
        }

        Deny(headers);
        throw new FalconException(429, "API rate limit exceeded.");
    }

    public void Deny(IHeaderDictionary headers)
    {
        headers["X-Ratelimit-Remaining"] = "0";
        headers["X-Ratelimit-Retryafter"] = time.GetUtcNow().AddSeconds(2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using Raposa.DemoWorld.Estate;

namespace Raposa.DemoWorld.Cloudflare;

/// <summary>The account's one token, and how often it may be used: 1,200 times in five minutes, then not at all for five.</summary>
internal sealed class CloudflareRateLimit(CompanyEstate company, TimeProvider time)
{
    private const int Most = 1_200;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private DateTimeOffset _began;
    private int _count;

    /// <summary>Of an invented account on this machine.</summary>
    public string Token => company.Ids.Base32(40, "cloudflare", "token");

    /// <exception cref="CloudflareException">There were too many.</exception>
    public void Take(IHeaderDictionary headers)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now - _began >= Window)
            {
                (_began, _count) = (now, 0);
            }

            _count++;
            var left = (int)Math.Ceiling((_began + Window - now).TotalSeconds);
            headers["Ratelimit"] = string.Create(CultureInfo.InvariantCulture, $"\"default\";r={Math.Max(0, Most - _count)};t={left}");
            headers["Ratelimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={Most};w={(int)Window.TotalSeconds}");
            if (_count > Most)
            {
                headers.RetryAfter = left.ToString(CultureInfo.InvariantCulture);
                throw new CloudflareException(429, 10429, "Rate limited. Please wait and consider throttling your request speed");
            }
        }
    }
}

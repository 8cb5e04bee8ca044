using System.Net;
using Raposa.Organizations.Access;
using Raposa.Support;

namespace Raposa.Organizations;

public class AddressBucketsTests
{
    private static readonly IPAddress Address = IPAddress.Parse("198.51.100.1");

    private readonly FixedClock _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Attempts_that_come_at_once_are_counted_before_any_of_them_has_failed()
    {
        var buckets = new AddressBuckets(10, _clock);
        var passed = 0;

        Parallel.For(0, 200, _ => Interlocked.Add(ref passed, buckets.Take(Address) is null ? 1 : 0));

        Assert.Equal(10, passed);
    }

    [Fact]
    public void An_ipv4_address_is_the_same_however_it_is_written()
    {
        var buckets = new AddressBuckets(1, _clock);

        Assert.Null(buckets.Take(Address));
        Assert.Equal(TimeSpan.FromMinutes(1), buckets.Take(Address.MapToIPv6()));
    }

    [Fact]
    public void Without_an_address_it_counts_all_the_same()
    {
        var buckets = new AddressBuckets(1, _clock);
        buckets.Take(null);

        Assert.NotNull(buckets.Take(null));
    }
}

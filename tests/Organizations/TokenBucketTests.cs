namespace Raposa.Organizations;

public class TokenBucketTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void As_many_at_once_as_in_a_minute_and_then_one_by_one()
    {
        var bucket = TokenBucket.Full(3).Take(Noon).Take(Noon).Take(Noon);

        Assert.Equal((0, 1, 2, 3), (bucket.RemainingAt(Noon), bucket.RemainingAt(Noon.AddSeconds(20)), bucket.RemainingAt(Noon.AddSeconds(59)), bucket.RemainingAt(Noon.AddMinutes(1))));
        Assert.Equal(TimeSpan.FromSeconds(20), bucket.WaitAt(Noon));
        Assert.Equal(TimeSpan.FromSeconds(5), bucket.WaitAt(Noon.AddSeconds(15)));
        Assert.Equal(TimeSpan.Zero, bucket.WaitAt(Noon.AddSeconds(20)));
        Assert.Equal(TimeSpan.FromMinutes(1), bucket.FullIn(Noon));
    }

    [Fact]
    public void It_never_holds_more_than_a_minutes_worth() => Assert.Equal(3, TokenBucket.Full(3).Take(Noon).RemainingAt(Noon.AddYears(1)));

    [Fact]
    public void What_comes_back_is_as_if_it_was_never_taken() =>
        Assert.Equal(TimeSpan.FromSeconds(20), TokenBucket.Full(3).Take(Noon).Take(Noon).Return().FullIn(Noon));

    [Fact]
    public void A_clock_that_is_set_back_locks_nobody_out_for_longer_than_a_turn()
    {
        var bucket = TokenBucket.Full(3).Take(Noon);

        Assert.Equal(TimeSpan.FromSeconds(20), bucket.WaitAt(Noon.AddDays(-1)));
        Assert.Equal(TimeSpan.FromMinutes(1), bucket.FullIn(Noon.AddDays(-1)));
    }

    // Held against a count of all that was let through: every stretch of time between two of them.
    [Fact]
    public void In_no_stretch_of_time_more_than_the_burst_and_what_grew_back()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var perMinute = random.Next(1, 90);
            var (bucket, now) = (TokenBucket.Full(perMinute), Noon);
            List<DateTimeOffset> taken = [];
            for (var asked = 0; asked < 400; asked++)
            {
                now = now.AddMilliseconds(random.Next(20) == 0 ? random.Next(90_000) : random.Next(900));
                if (bucket.WaitAt(now) == TimeSpan.Zero)
                {
                    bucket = bucket.Take(now);
                    taken.Add(now);
                }
            }

            Assert.True(taken.Count >= perMinute || taken.Count == 400, $"seed {seed}: only {taken.Count} of {perMinute}");
            for (var from = 0; from < taken.Count; from++)
            {
                for (var to = from; to < taken.Count; to++)
                {
                    var most = perMinute + ((taken[to] - taken[from]).TotalMinutes * perMinute);
                    Assert.True(to - from + 1 <= most + 1e-6, $"seed {seed}: {to - from + 1} where {most} may be");
                }
            }
        }
    }

    [Fact]
    public void Who_waits_as_told_is_let_through_and_a_tick_earlier_is_not()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (bucket, now) = (TokenBucket.Full(random.Next(1, 90)), Noon);
            for (var asked = 0; asked < 200; asked++)
            {
                now = now.AddMilliseconds(random.Next(500));
                if (bucket.WaitAt(now) is var wait && wait > TimeSpan.Zero)
                {
                    Assert.True(bucket.WaitAt(now + wait - TimeSpan.FromTicks(1)) > TimeSpan.Zero, $"seed {seed}");
                    now += wait;
                }

                Assert.True(bucket.WaitAt(now) == TimeSpan.Zero && bucket.RemainingAt(now) >= 1, $"seed {seed}");
                bucket = bucket.Take(now);
            }
        }
    }
}

namespace Raposa.Organizations;

public class ActivityRingTests
{
    private readonly ActivityRing _ring = new(before: 1_000);

    [Fact]
    public void Entries_are_numbered_one_after_another_and_read_in_that_order()
    {
        Add(3);

        Assert.Equal([1_001, 1_002, 1_003], Drain(_ring.ReadFrom(0)));
    }

    [Fact]
    public void A_reader_goes_on_where_it_was()
    {
        Add(3);

        Assert.Equal([1_003], Drain(_ring.ReadFrom(1_002)));
        Assert.Empty(Drain(_ring.ReadFrom(1_003)));
    }

    [Fact]
    public void Two_readers_do_not_disturb_each_other()
    {
        var (one, other) = (_ring.ReadFrom(0), _ring.ReadFrom(0));
        Add(1);
        Assert.Equal([1_001], Drain(one));
        Add(1);

        Assert.Equal([1_002], Drain(one));
        Assert.Equal([1_001, 1_002], Drain(other));
    }

    [Fact]
    public void The_last_five_hundred_are_kept()
    {
        Add(501);

        var kept = Drain(_ring.ReadFrom(0));

        Assert.Equal((500, 1_002, 1_501), (kept.Count, kept[0], kept[^1]));
    }

    [Fact]
    public void A_reader_overtaken_by_the_ring_goes_on_with_the_newest()
    {
        var slow = _ring.ReadFrom(0);
        Add(600);

        Assert.Equal([1_600], Drain(slow));
        Add(1);
        Assert.Equal([1_601], Drain(slow));
    }

    [Fact]
    public void A_number_from_the_future_means_only_what_is_new()
    {
        Add(2);
        var reader = _ring.ReadFrom(5_000);

        Assert.Empty(Drain(reader));
        Add(1);
        Assert.Equal([1_003], Drain(reader));
    }

    private void Add(int count)
    {
        for (; count > 0; count--)
        {
            _ring.Add(new() { At = DateTimeOffset.UnixEpoch, Kind = "batch.accepted", Summary = "" });
        }
    }

    private static List<long> Drain(ActivityRing.Reader reader)
    {
        var read = new List<long>();
        while (reader.TryRead(out var entry))
        {
            read.Add(entry.Sequence);
        }

        return read;
    }
}

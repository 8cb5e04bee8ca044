using Raposa.Inventory.Analysis;

namespace Raposa.Inventory;

public class AnalysisPaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly AnalysisPace _pace = new();

    [Fact]
    public void Nothing_is_due_before_something_was_collected() => Assert.Null(_pace.Next);

    [Fact]
    public void It_waits_for_a_quiet_moment_and_no_longer_than_a_minute()
    {
        _pace.Notice(Start);
        Assert.Equal(Start.AddSeconds(10), _pace.Next);

        _pace.Notice(Start.AddSeconds(9));
        Assert.Equal(Start.AddSeconds(19), _pace.Next);

        _pace.Notice(Start.AddSeconds(58));
        Assert.Equal(Start.AddSeconds(60), _pace.Next);
    }

    [Fact]
    public void It_waits_for_what_was_never_read_and_no_longer_than_three_minutes()
    {
        _pace.Notice(Start);
        _pace.Notice(Start.AddSeconds(58));
        _pace.AwaitFirstRuns(Start.AddSeconds(60));
        Assert.Equal(Start.AddSeconds(70), _pace.Next);

        _pace.AwaitFirstRuns(Start.AddSeconds(175));
        Assert.Equal(Start.AddSeconds(180), _pace.Next);
    }

    [Fact]
    public void What_was_collected_while_one_went_on_makes_the_next_one_which_comes_after_a_rest()
    {
        _pace.Notice(Start);
        _pace.Begin();
        Assert.Null(_pace.Next);

        _pace.Notice(Start.AddSeconds(1));
        _pace.End(Start.AddSeconds(40), TimeSpan.FromSeconds(40));

        Assert.Equal(Start.AddSeconds(160), _pace.Next);
    }
}

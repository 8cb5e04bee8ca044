#if ENGINE_LOCAL
namespace Raposa.Simulation;

/// <summary>
/// A month of 25 sources and 50 crashes, for a few accounts here; <c>./raposa bench month</c> does it for a thousand. A
/// failure names the seed, and the same seed repeats it.
/// </summary>
public class CollectionMonthTests
{
    [Theory, InlineData(1), InlineData(2)]
    public async Task Every_cadence_is_met_no_two_runs_overlap_and_none_is_lost(int seed)
    {
        var month = await CollectionMonth.RunAsync(seed, MonthSize.Small);

        Assert.True(month.Faults.Count == 0, month.ToString());
        Assert.Equal(MonthSize.Small.Crashes, month.Crashes);
        Assert.True(month.Runs > 4 * 25 * 100, month.ToString());
        Assert.True(month.Resumed > 0, month.ToString());
    }
}
#endif

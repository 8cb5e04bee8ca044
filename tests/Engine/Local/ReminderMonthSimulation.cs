#if ENGINE_LOCAL
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Simulation;

namespace Raposa.Engine;

/// <summary>What the grains of one world tell its test, beside all stored state.</summary>
internal sealed class TickBook
{
    public List<(int Grain, DateTime At)> Ticks { get; } = [];
}

public interface IAlarmGrain : IGrainWithIntegerKey
{
    Task Set(TimeSpan due, TimeSpan period);
}

internal sealed class AlarmGrain(TickBook book) : Grain, IAlarmGrain, IRemindable
{
    public Task Set(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder("alarm", due, period);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        book.Ticks.Add(((int)this.GetPrimaryKeyLong(), status.CurrentTickTime));
        return Task.CompletedTask;
    }
}

/// <summary>A thousand grains, each with a reminder, for a month in which the silo dies fifty times: no tick is lost, doubled or made up for.</summary>
public class ReminderMonthSimulation
{
    private const int Grains = 1000;
    private const int Crashes = 50;
    private static readonly DateTime Start = SimulatedWorld.Beginning.UtcDateTime;
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Theory, InlineData(20261126), Trait("trap", "19"), Trait("trap", "20")]
    public async Task Every_tick_that_falls_due_while_a_silo_runs_comes_once_and_no_other(int seed)
    {
        var book = new TickBook();
        await using var world = SimulatedWorld.Start(seed, silo => silo.Services.AddSingleton(book));
        var periods = Enumerable.Range(0, Grains).Select(_ => TimeSpan.FromMinutes(30 + world.Chance.Next(90))).ToArray();
        List<(DateTime Down, DateTime Up)> outages = [];

        await world.Run(async () =>
        {
            for (var grain = 0; grain < Grains; grain++)
            {
                await world.Grains.GetGrain<IAlarmGrain>(grain).Set(periods[grain], periods[grain]);
            }

            for (var crash = 1; crash <= Crashes; crash++)
            {
                // Half a second beside every point of a grid, which lies on whole minutes.
                var next = (Month / (Crashes + 1) * crash) + TimeSpan.FromMinutes(world.Chance.Next(600));
                await world.Advance(Start + new TimeSpan(next.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute)
                    + TimeSpan.FromMilliseconds(30_500) - world.Clock.GetUtcNow().UtcDateTime);
                var downtime = TimeSpan.FromMinutes(world.Chance.Next(240));
                outages.Add((world.Clock.GetUtcNow().UtcDateTime, world.Clock.GetUtcNow().UtcDateTime + downtime));
                world.Crash(downtime);
                await world.Advance(downtime);
            }

            await world.Advance(Start + Month - world.Clock.GetUtcNow().UtcDateTime);
        });

        Assert.Equal(Expected(periods, outages), book.Ticks.OrderBy(tick => tick.Grain).ThenBy(tick => tick.At).Select(Words));
    }

    // The grid of each grain, without what lies in an outage: worked out from the rule, without the engine.
    private static IEnumerable<string> Expected(TimeSpan[] periods, List<(DateTime Down, DateTime Up)> outages) =>
        from grain in Enumerable.Range(0, Grains)
        from point in Enumerable.Range(1, (int)(Month / periods[grain]))
        let at = Start + (point * periods[grain])
        where !outages.Any(outage => outage.Down <= at && at < outage.Up)
        select Words((grain, at));

    private static string Words((int Grain, DateTime At) tick) =>
        string.Create(CultureInfo.InvariantCulture, $"{tick.Grain} {tick.At:MM-dd HH:mm:ss}");
}
#endif

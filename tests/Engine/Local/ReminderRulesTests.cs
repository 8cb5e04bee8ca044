#if ENGINE_LOCAL
using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Hosting;
using Orleans.Runtime;
using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Simulation;

namespace Raposa.Engine;

public interface ISlowlyRemindedGrain : IGrainWithStringKey
{
    Task Remind(TimeSpan due, TimeSpan period);
}

[Reentrant]
internal sealed class SlowlyRemindedGrain(TimeProvider time) : Grain, ISlowlyRemindedGrain, IRemindable
{
    public static readonly ConcurrentDictionary<string, List<string>> Begun = new();

    public Task Remind(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder("r", due, period);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Begun.GetOrAdd(this.GetPrimaryKeyString(), _ => []).Add(time.GetUtcNow().ToString("mm:ss.f", CultureInfo.InvariantCulture));
        return Task.Delay(TimeSpan.FromSeconds(2.5), time);
    }
}

public class ReminderRulesTests
{
    private readonly string _key = Guid.NewGuid().ToString();

    [Fact, Trait("trap", "19")]
    public async Task Ticks_of_one_reminder_never_overlap_even_in_a_reentrant_grain()
    {
        await using var silo = SimulatedWorld.Start(seed: 1,
            builder => builder.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromSeconds(1)));
        await silo.Run(async () =>
        {
            await silo.Grains.GetGrain<ISlowlyRemindedGrain>(_key).Remind(TimeSpan.Zero, TimeSpan.FromSeconds(1));

            await silo.Advance(TimeSpan.FromSeconds(8));

            Assert.Equal(["00:00.0", "00:03.0", "00:06.0"], SlowlyRemindedGrain.Begun[_key]);
        });
    }

    [Fact, Trait("trap", "20")]
    public async Task A_reminder_activates_its_grain_wherever_it_was_active_before()
    {
        await using var silo = SimulatedWorld.Start(seed: 1);
        await silo.Run(async () =>
        {
            await silo.Grains.GetGrain<ISlowlyRemindedGrain>(_key).Remind(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
            await silo.Advance(TimeSpan.FromMinutes(40));
            Assert.Equal(0, silo.Services.GetRequiredService<Catalog>().Count);

            await silo.Advance(TimeSpan.FromMinutes(20));

            Assert.Equal(["00:00.0"], SlowlyRemindedGrain.Begun[_key]);
        });
    }

    [Fact, Trait("trap", "20")]
    public async Task A_reminder_that_another_process_wrote_ticks_after_the_table_was_read_again()
    {
        await using var silo = SimulatedWorld.Start(seed: 1);
        await silo.Run(async () =>
        {
            await silo.Services.GetRequiredService<IReminderTable>().UpsertRow(Row(SimulatedWorld.Beginning.AddMinutes(7).AddSeconds(30)));

            await silo.Advance(TimeSpan.FromMinutes(8));

            Assert.Equal(["07:30.0"], SlowlyRemindedGrain.Begun[_key]);
        });
    }

    [Fact, Trait("trap", "20")]
    public async Task A_reminder_that_another_process_changed_or_removed_follows_the_table()
    {
        await using var silo = SimulatedWorld.Start(seed: 1);
        await silo.Run(async () =>
        {
            var table = silo.Services.GetRequiredService<IReminderTable>();
            await silo.Grains.GetGrain<ISlowlyRemindedGrain>(_key).Remind(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
            await silo.Advance(TimeSpan.FromMinutes(2));

            // Until the table is read at 05:00 it goes on as it was.
            await table.UpsertRow(Row(SimulatedWorld.Beginning.AddMinutes(6).AddSeconds(30)));
            await silo.Advance(TimeSpan.FromMinutes(6));
            await table.RemoveRow(Row(default).GrainId, "r", (await table.ReadRow(Row(default).GrainId, "r"))!.ETag);
            await silo.Advance(TimeSpan.FromMinutes(30));

            Assert.Equal(["01:00.0", "03:00.0", "06:30.0", "08:30.0"], SlowlyRemindedGrain.Begun[_key]);
        });
    }

    private ReminderEntry Row(DateTimeOffset start) => new()
    {
        GrainId = GrainId.Create("slowlyreminded", _key), ReminderName = "r", StartAt = start.UtcDateTime, Period = TimeSpan.FromMinutes(2),
    };
}
#endif

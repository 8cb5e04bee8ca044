#if ENGINE_LOCAL
using System.Collections.Concurrent;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Raposa.Organizations;

namespace Raposa.Engine;

/// <summary>Belongs to the organization that its key begins with, since its interface does not say otherwise.</summary>
public interface ITenantClockGrain : IGrainWithStringKey
{
    Task Start();

    Task<int> Answer();
}

internal sealed class TenantClockGrain : Grain, ITenantClockGrain, IRemindable
{
    public static readonly ConcurrentDictionary<string, int> Answers = new();

    public async Task Start()
    {
        this.RegisterGrainTimer(AskMyNeighbour, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        await this.RegisterOrUpdateReminder("r", TimeSpan.FromSeconds(20), TimeSpan.FromHours(1));
    }

    public Task<int> Answer() => Task.FromResult(21);

    public Task ReceiveReminder(string reminderName, TickStatus status) => AskMyNeighbour();

    // Another grain of the same organization: the filter lets that in only if the tick acts for the organization.
    private async Task AskMyNeighbour()
    {
        var mine = this.GetPrimaryKeyString();
        var answer = await GrainFactory.GetGrain<ITenantClockGrain>($"{mine}-neighbour").Answer();
        Answers.AddOrUpdate(mine, answer, (_, sum) => sum + answer);
    }
}

public class TenantFilterTests
{
    [Fact, Trait("trap", "9")]
    public async Task Ticks_of_timers_and_reminders_pass_the_tenant_filter_and_act_for_their_grain_s_organization()
    {
        await using var silo = await VirtualSilo.StartAsync(builder => builder.AddIncomingGrainCallFilter<TenantFilter>());
        var organization = new OrganizationId(Guid.NewGuid());
        var key = $"{organization}/clock";
        var grain = silo.Grains.GetGrain<ITenantClockGrain>(key);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(grain.Start);
        Caller.ActFor(organization);
        await grain.Start();
        RequestContext.Clear();

        await silo.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(42, TenantClockGrain.Answers[key]);
    }
}
#endif

#if ENGINE_LOCAL
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Raposa.Accounts;
using Raposa.Collection;
using Raposa.Findings;
using Raposa.LocalEngine.Simulation;
using Raposa.Organizations;

namespace Raposa.Simulation;

/// <summary>
/// A month of an organization's collection, with the real grains on the local engine and the clock of its simulator: who is
/// connected when, what each vendor answers and where the silo dies follow from the seed alone.
/// </summary>
internal sealed class CollectionMonth
{
    private readonly MonthSize _size;
    private readonly OrganizationId _organization = new(Guid.Parse("0190d3c0-0000-7000-8000-000000000001"));
    private readonly Queue<DateTimeOffset> _crashes = new();
    private readonly SimulatedWorld _world;
    private readonly MonthWatch _watch;
    private readonly MonthVendor _vendor;
    private readonly MonthDisk _disk;
    private readonly MonthSources _sources;

    private CollectionMonth(int seed, MonthSize size)
    {
        _size = size;
        _sources = new(size.Sources);
        MonthDisk? disk = null;
        MonthVendor? vendor = null;
        _world = SimulatedWorld.Start(seed, silo => Configure(silo, () => disk!, () => vendor!), size.Mishaps);
        _watch = new(_world.Clock, CollectionGrain.SweepPeriod, size.Slack);
        _disk = disk = new(_watch, _sources, MayCrash) { Chance = _world.Chance };
        _vendor = vendor = new(_watch, _world.Chance, _world.Clock, size.Mishaps.ActivationCrashes > 0, MayCrash);
        var moments = Enumerable.Range(0, size.Crashes).Select(_ => _world.Clock.GetUtcNow() + _world.Chance.Next(size.Length)).Order();
        foreach (var moment in moments)
        {
            _crashes.Enqueue(moment);
        }
    }

    /// <exception cref="SimulationException">Something broke; the message has the seed.</exception>
    /// <param name="onDay">Told the number of each day that is over.</param>
    public static async Task<MonthReport> RunAsync(int seed, MonthSize size, Action<int>? onDay = null)
    {
        var month = new CollectionMonth(seed, size);
        await using (month._world)
        {
            await month.ConnectAsync();
            for (var day = 1; day <= size.Length.TotalDays; day++)
            {
                await month._world.Advance(TimeSpan.FromDays(1));
                onDay?.Invoke(day);
            }

            month._watch.Finish();
            return new()
            {
                Seed = seed,
                Size = size,
                Runs = month._watch.Runs,
                Pages = month._watch.Pages,
                Crashes = month._watch.Outages,
                Resumed = month._watch.Resumed,
                Latest = month._watch.Latest,
                Faults = month._watch.Faults,
            };
        }
    }

    private Task ConnectAsync() => _world.Run(async () =>
    {
        for (var n = 0; n < _size.Accounts; n++)
        {
            Caller.ActFor(_organization);
            var id = n.ToString("x32", CultureInfo.InvariantCulture);
            await _world.Grains.GetGrain<IFalconAccountGrain>(new AccountKey(_organization, id).ToString())
                .Connect(new("client", "secret", null));
        }
    });

    // Called between any two lines that matter: the first such moment after a chosen time is the silo's last.
    private async Task MayCrash()
    {
        await Task.Yield();
        if (_crashes.TryPeek(out var moment) && _world.Clock.GetUtcNow() >= moment && _world.IsUp)
        {
            _crashes.Dequeue();
            var downtime = _world.Chance.Next(MonthSize.MostDowntime);
            _watch.Down(_world.Clock.GetUtcNow() + downtime);
            _vendor.Forget();
            _world.Crash(downtime);
            await Task.Yield();
        }
    }

    private void Configure(ISiloBuilder silo, Func<MonthDisk> disk, Func<MonthVendor> vendor)
    {
        silo.AddIncomingGrainCallFilter<TenantFilter>();
        var services = silo.Services;
        services.AddSingleton<ISourceList>(_sources);
        services.AddSingleton<ISourceReader>(_ => vendor());
        services.AddSingleton<ISnapshotWriter>(_ => disk());
        services.AddSingleton<ICollectionRecords>(_ => disk());
        services.AddSingleton<IConnectionRecords>(_ => disk());
        services.AddSingleton<IConnectedAccounts>(_ => disk());
        services.AddSingleton<IFindingSink>(_ => disk());
        services.AddSingleton<IConnectionTester, MonthTester>();
        services.AddSingleton<ISecretSealer, MonthSealer>();
        services.AddSingleton<IRetention, MonthRetention>();
        services.AddSingleton<AccountParts>();
    }
}
#endif

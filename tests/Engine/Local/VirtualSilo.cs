#if ENGINE_LOCAL
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Raposa.LocalEngine.Simulation;
using Raposa.Support;

namespace Raposa.Engine;

/// <summary>A local silo whose clock stands until the test moves it.</summary>
internal sealed class VirtualSilo : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly EngineFixture _engine;

    private VirtualSilo(EngineFixture engine, VirtualTime time)
    {
        _engine = engine;
        Time = time;
    }

    public VirtualTime Time { get; }

    public IGrainFactory Grains => _engine.Grains;

    public IServiceProvider Services => _engine.Services;

    public Simulator Simulator => Services.GetRequiredService<Simulator>();

    public static async Task<VirtualSilo> StartAsync(Action<ISiloBuilder>? configure = null, VirtualTime? time = null)
    {
        time ??= new(Start);
        return new(await EngineFixture.StartAsync(time, configure), time);
    }

    public Task AdvanceAsync(TimeSpan by) => Time.AdvanceAsync(by, Simulator.SettleAsync);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
#endif

using Orleans;

namespace Raposa.Benchmarks;

/// <summary>The least that a grain can do, so that what is measured is the engine.</summary>
[Alias("raposa.bench.ping")]
public interface IPingGrain : IGrainWithIntegerKey
{
    [Alias("ping")]
    ValueTask<int> Ping(int value);

    [Alias("echo")]
    ValueTask<Echo> Say(Echo echo);
}

/// <summary>A small message that must be copied.</summary>
[GenerateSerializer, Alias("raposa.bench.echo")]
public sealed record Echo([property: Id(0)] int Number, [property: Id(1)] string Text);

/// <summary>One that does nothing but be there.</summary>
[Alias("raposa.bench.idle")]
public interface IIdleGrain : IGrainWithStringKey
{
    [Alias("wake")]
    Task Wake();
}

internal sealed class PingGrain : Grain, IPingGrain
{
    public ValueTask<int> Ping(int value) => new(value);

    public ValueTask<Echo> Say(Echo echo) => new(echo);
}

internal sealed class IdleGrain : Grain, IIdleGrain
{
    public Task Wake() => Task.CompletedTask;
}

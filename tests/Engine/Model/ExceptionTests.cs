using Orleans;
using Raposa.Support;

namespace Raposa.Engine;

/// <summary>An exception of our own, with more to say than its text.</summary>
[GenerateSerializer]
public sealed class OutOfStampsException : Exception
{
    public OutOfStampsException()
    {
    }

    public OutOfStampsException(string message)
        : base(message)
    {
    }

    public OutOfStampsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    [Id(0)] public int Left { get; init; }
}

public interface IFailingGrain : IGrainWithStringKey
{
    Task Stamps();

    Task Several();
}

internal sealed class FailingGrain : Grain, IFailingGrain
{
    public Task Stamps() =>
        throw new OutOfStampsException("none", new IOException("drawer")) { Left = 3, Data = { ["office"] = "Lisbon" } };

    public Task Several() => throw new AggregateException(new IOException("one"), new TimeoutException("two"));
}

public class ExceptionTests : IAsyncLifetime
{
    private EngineFixture _engine = null!;

    private IFailingGrain Grain => _engine.Grains.GetGrain<IFailingGrain>("f");

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("trap", "4")]
    public async Task An_exception_of_ours_arrives_with_all_that_it_says()
    {
        var failure = await Assert.ThrowsAsync<OutOfStampsException>(Grain.Stamps);

        Assert.Equal(3, failure.Left);
        Assert.Equal("Lisbon", failure.Data["office"]);
        Assert.Equal("drawer", Assert.IsType<IOException>(failure.InnerException).Message);
        Assert.Contains(nameof(FailingGrain), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact, Trait("trap", "4")]
    public async Task Several_failures_arrive_as_several()
    {
        var failure = await Assert.ThrowsAsync<AggregateException>(Grain.Several);

        Assert.Equal(["one", "two"], failure.InnerExceptions.Select(inner => inner.Message));
    }
}

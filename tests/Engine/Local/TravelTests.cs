#if ENGINE_LOCAL
using System.Net;
using System.Text.Json;
using Orleans;
using Orleans.Serialization;
using Raposa.Support;

namespace Raposa.Engine;

public interface IJsonGrain : IGrainWithStringKey
{
    Task Take(JsonElement element);
}

internal sealed class JsonGrain : Grain, IJsonGrain
{
    public Task Take(JsonElement element) => Task.CompletedTask;
}

[GenerateSerializer, Immutable]
public sealed record Subnet([property: Id(0)] IPNetwork Network);

public interface ISubnetGrain : IGrainWithStringKey
{
    Task<Subnet?> Find();
}

internal sealed class SubnetGrain : Grain, ISubnetGrain
{
    public Task<Subnet?> Find() => Task.FromResult<Subnet?>(null);
}

[Immutable]
public sealed record OnlyImmutable(int Number);

public interface IOnlyImmutableGrain : IGrainWithStringKey
{
    Task Take(OnlyImmutable value);
}

internal sealed class OnlyImmutableGrain : Grain, IOnlyImmutableGrain
{
    public Task Take(OnlyImmutable value) => Task.CompletedTask;
}

public interface IAnythingGrain : IGrainWithStringKey
{
    Task<int> Take(object value);
}

internal sealed class AnythingGrain : Grain, IAnythingGrain
{
    public Task<int> Take(object value) => Task.FromResult(1);
}

/// <summary>What Orleans has no codec for does not travel here either, although in one process it could.</summary>
public class TravelTests : IAsyncLifetime
{
    private EngineFixture _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("trap", "3"), Trait("rule", "marked")]
    public void Json_elements_are_refused_and_the_remedy_named()
    {
        var refusal = Assert.Throws<CodecNotFoundException>(() => _engine.Grains.GetGrain<IJsonGrain>("j"));

        Assert.Equal(
            "IJsonGrain.Take takes JsonElement element, and System.Text.Json.JsonElement may not travel, "
            + "since Orleans has no codec for it: send its text, or its UTF-8 bytes.",
            refusal.Message);
    }

    [Fact, Trait("trap", "3"), Trait("rule", "marked")]
    public void Networks_are_refused_even_inside_of_what_says_immutable()
    {
        var refusal = Assert.Throws<CodecNotFoundException>(() => _engine.Grains.GetGrain<ISubnetGrain>("n"));

        Assert.Contains("System.Net.IPNetwork may not travel", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("(in Subnet.Network)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("trap", "3"), Trait("rule", "marked")]
    public void To_be_immutable_is_not_enough_to_travel() =>
        Assert.Throws<CodecNotFoundException>(() => _engine.Grains.GetGrain<IOnlyImmutableGrain>("i"));

    [Fact, Trait("trap", "3"), Trait("rule", "marked")]
    public async Task What_only_an_interface_explains_is_refused_where_anything_may_stand()
    {
        var grain = _engine.Grains.GetGrain<IAnythingGrain>("a");
        IReadOnlyList<int> made = [1, 2];

        var refusal = await Record.ExceptionAsync(() => grain.Take(made));

        Assert.IsType<CodecNotFoundException>(refusal);
        Assert.Equal(1, await grain.Take(new List<int> { 1, 2 }));
    }
}
#endif

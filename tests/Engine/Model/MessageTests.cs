using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

#pragma warning disable ORLEANS0004 // A member without an id is what one of the tests is about.
[GenerateSerializer]
public sealed class Parcel
#pragma warning restore ORLEANS0004
{
    [Id(0)] public byte[] Bytes { get; set; } = [];

    [Id(1)] public List<string> Labels { get; set; } = [];

    public string? NotSent { get; set; }
}

[GenerateSerializer, Immutable]
public sealed record Stamp([property: Id(0)] ImmutableArray<int> Numbers);

public interface IPostGrain : IGrainWithStringKey
{
    Task<Parcel> Return(Parcel parcel);

    Task<bool> AreTheSame(Parcel first, Parcel second);

    Task Fail(string message);

    Task<string?> Whisper();

    Task<string?> WhisperOn();

    Task Shout(string word);
}

internal sealed class PostGrain : Grain, IPostGrain
{
    public Task<Parcel> Return(Parcel parcel)
    {
        parcel.Labels.Add("seen");
        parcel.Bytes[0] = 9;
        return Task.FromResult(parcel);
    }

    public Task<bool> AreTheSame(Parcel first, Parcel second) => Task.FromResult(ReferenceEquals(first, second));

    public Task Fail(string message) => throw new InvalidOperationException(message);

    public Task<string?> Whisper() => Task.FromResult(RequestContext.Get("word") as string);

    public async Task<string?> WhisperOn()
    {
        RequestContext.Set("word", "mine");
        return await GrainFactory.GetGrain<IPostGrain>("other").Whisper();
    }

    public Task Shout(string word)
    {
        RequestContext.Set("word", word);
        return Task.CompletedTask;
    }
}

public class MessageTests : IAsyncLifetime
{
    private EngineFixture _engine = null!;

    private IPostGrain Post => _engine.Grains.GetGrain<IPostGrain>("post");

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("trap", "1"), Trait("rule", "copied")]
    public async Task Arguments_and_results_are_copies()
    {
        var mine = new Parcel { Bytes = [1], Labels = ["a"] };

        var theirs = await Post.Return(mine);

        Assert.Equal([1], mine.Bytes);
        Assert.Equal(["a"], mine.Labels);
        Assert.Equal([9], theirs.Bytes);
        Assert.Equal(["a", "seen"], theirs.Labels);
    }

    [Fact, Trait("rule", "copied")]
    public async Task A_member_without_an_id_stays_at_home()
    {
        var theirs = await Post.Return(new() { Bytes = [1], NotSent = "secret" });

        Assert.Null(theirs.NotSent);
    }

    [Fact, Trait("trap", "1"), Trait("rule", "copied")]
    public async Task One_object_in_two_arguments_is_one_object_on_the_other_side()
    {
        var parcel = new Parcel();

        Assert.True(await Post.AreTheSame(parcel, parcel));
        Assert.False(await Post.AreTheSame(parcel, new()));
    }

    [Fact, Trait("trap", "4")]
    public async Task An_exception_arrives_as_what_it_was()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Post.Fail("the reason"));

        Assert.Equal("the reason", failure.Message);
    }

    [Fact, Trait("trap", "16")]
    public async Task Request_context_flows_down()
    {
        RequestContext.Set("word", "hello");

        Assert.Equal("hello", await Post.Whisper());
        Assert.Equal("mine", await Post.WhisperOn());
    }

    [Fact, Trait("trap", "16")]
    public async Task Request_context_never_flows_back()
    {
        RequestContext.Set("word", "hello");

        await Post.Shout("changed");

        Assert.Equal("hello", RequestContext.Get("word"));
    }

    [Theory, InlineData(""), InlineData(" "), Trait("trap", "21")]
    public void A_blank_key_is_refused(string key) =>
        Assert.ThrowsAny<ArgumentException>(() => _engine.Grains.GetGrain<IPostGrain>(key));
}

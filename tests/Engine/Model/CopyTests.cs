using Orleans;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

/// <summary>A record whose parameters carry no ids: the generator numbers them.</summary>
[GenerateSerializer]
public sealed record Ticket(string Seat, int Row);

/// <summary>One that says its parameters stay at home.</summary>
[GenerateSerializer(IncludePrimaryConstructorParameters = false)]
public sealed record Stub(string Seat)
{
    [Id(0)] public int Row { get; init; }
}

[GenerateSerializer]
public sealed class Letter
{
    [Id(0)] public ICopyGrain? From { get; set; }

    [Id(1)] public IReadOnlyList<int> Pages { get; set; } = [];
}

public interface IWatcher : IGrainObserver
{
    Task Saw(string word);
}

public interface ICopyGrain : IGrainWithStringKey
{
    Task Hold(string gate);

    Task<int> Sum(List<int> numbers);

    Task<Ticket> Punch(Ticket ticket);

    Task<Stub> Keep(Stub stub);

    Task<string> KeyOf(ICopyGrain grain);

    Task<string> KeyOfSender(Letter letter);

    Task<string> Introduce(string other, bool inALetter);

    Task<ICopyGrain> Me();

    Task<int> Count(IReadOnlyList<int> numbers);

    Task<bool> ContextIs(List<int> mine);

    Task Watch(IWatcher watcher, string word);
}

internal sealed class CopyGrain : Grain, ICopyGrain
{
    public Task Hold(string gate) => Gates.Of(gate).Task;

    public Task<int> Sum(List<int> numbers) => Task.FromResult(numbers.Sum());

    public Task<Ticket> Punch(Ticket ticket) => Task.FromResult(ticket with { Row = ticket.Row + 1 });

    public Task<Stub> Keep(Stub stub) => Task.FromResult(stub);

    public Task<string> KeyOf(ICopyGrain grain) => Task.FromResult($"{grain is GrainReference} {grain.GetPrimaryKeyString()}");

    public Task<string> KeyOfSender(Letter letter) => KeyOf(letter.From!);

    public Task<string> Introduce(string other, bool inALetter) => inALetter
        ? GrainFactory.GetGrain<ICopyGrain>(other).KeyOfSender(new() { From = this })
        : GrainFactory.GetGrain<ICopyGrain>(other).KeyOf(this);

    public Task<ICopyGrain> Me() => Task.FromResult<ICopyGrain>(this);

    public Task<int> Count(IReadOnlyList<int> numbers) => Task.FromResult(numbers.Count);

    public Task<bool> ContextIs(List<int> mine)
    {
        var theirs = (List<int>)RequestContext.Get("numbers")!;
        theirs.Add(99);
        return Task.FromResult(theirs.Take(mine.Count).SequenceEqual(mine));
    }

    public Task Watch(IWatcher watcher, string word) => watcher.Saw(word);
}

public class CopyTests : IAsyncLifetime
{
    private readonly string _key = Guid.NewGuid().ToString();
    private EngineFixture _engine = null!;

    private ICopyGrain Grain => _engine.Grains.GetGrain<ICopyGrain>(_key);

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync();

    public async Task DisposeAsync()
    {
        Gates.Of(_key).TrySetResult();
        await _engine.DisposeAsync();
    }

    [Fact, Trait("trap", "1"), Trait("rule", "copied")]
    public async Task What_is_changed_after_the_call_is_made_is_not_seen_by_it()
    {
        var holding = Grain.Hold(_key);
        List<int> numbers = [1, 2];
        var summing = Grain.Sum(numbers);
        numbers.Add(100);
        Gates.Of(_key).SetResult();

        await holding;
        Assert.Equal(3, await summing);
    }

    [Fact, Trait("rule", "copied")]
    public async Task Parameters_of_a_record_travel_without_an_id() =>
        Assert.Equal(new Ticket("A", 8), await Grain.Punch(new("A", 7)));

    [Fact, Trait("rule", "copied")]
    public async Task Parameters_of_a_record_stay_at_home_where_it_says_so()
    {
        var kept = await Grain.Keep(new("A") { Row = 7 });

        Assert.Null(kept.Seat);
        Assert.Equal(7, kept.Row);
    }

    [Theory, InlineData(false), InlineData(true), Trait("rule", "copied")]
    public async Task A_grain_that_sends_itself_sends_a_reference(bool inALetter) =>
        Assert.Equal($"True {_key}", await Grain.Introduce("other", inALetter));

    [Fact, Trait("rule", "copied")]
    public async Task A_grain_that_returns_itself_returns_a_reference() =>
        Assert.IsAssignableFrom<GrainReference>(await Grain.Me());

    [Fact, Trait("rule", "copied")]
    public async Task A_collection_expression_behind_a_read_only_interface_travels() =>
        Assert.Equal(3, await Grain.Count([1, 2, 3]));

    [Fact, Trait("trap", "16")]
    public async Task What_flows_in_the_request_context_is_a_copy()
    {
        List<int> mine = [1, 2];
        RequestContext.Set("numbers", mine);

        Assert.True(await Grain.ContextIs([1, 2]));

        Assert.Equal([1, 2], mine);
    }

    [Fact, Trait("rule", "copied")]
    public async Task An_object_that_is_no_reference_cannot_be_sent_as_an_observer()
    {
        // The call fails before it is sent, in Orleans with an exception instead of a task.
        var refusal = await Record.ExceptionAsync(() => Grain.Watch(new Watcher(), "word"));

        Assert.IsType<NotSupportedException>(refusal);
        Assert.Contains("CreateObjectReference", refusal.Message, StringComparison.Ordinal);
    }

    private sealed class Watcher : IWatcher
    {
        public Task Saw(string word) => Task.CompletedTask;
    }
}

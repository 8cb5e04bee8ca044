using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;
using Raposa.Support;

namespace Raposa.Engine;

[GenerateSerializer]
public sealed class Item
{
    [Id(0)] public int Number { get; set; }
}

public interface IPublisherGrain : IGrainWithStringKey
{
    Task<int> Publish(string stream, int count);
}

internal sealed class PublisherGrain : Grain, IPublisherGrain
{
    public async Task<int> Publish(string stream, int count)
    {
        var items = this.GetStreamProvider("s").GetStream<Item>(StreamId.Create("numbers", stream));
        var item = new Item();
        for (var number = 1; number <= count; number++)
        {
            // The same object each time: what the readers get must be as it was when it was published.
            item.Number = number;
            await items.OnNextAsync(item);
        }

        return item.Number;
    }
}

public interface IReaderGrain : IGrainWithStringKey
{
    Task Listen(int until, int failOnceAt);

    Task<int[]> Read();
}

internal sealed class ReaderGrain : Grain, IReaderGrain
{
    private readonly List<int> _read = [];
    private bool _hasFailed;

    public async Task Listen(int until, int failOnceAt)
    {
        var items = this.GetStreamProvider("s").GetStream<Item>(StreamId.Create("numbers", this.GetPrimaryKeyString()));
        await items.SubscribeAsync((item, _) =>
        {
            if (item.Number == failOnceAt && !_hasFailed)
            {
                _hasFailed = true;
                throw new InvalidOperationException("not yet");
            }

            _read.Add(item.Number);
            item.Number = -1;
            if (_read.Count == until)
            {
                Gates.Of(this.GetPrimaryKeyString()).SetResult();
            }

            return Task.CompletedTask;
        });
    }

    public Task<int[]> Read() => Task.FromResult(_read.ToArray());
}

public class StreamTests : IAsyncLifetime
{
    private readonly string _key = Guid.NewGuid().ToString();
    private EngineFixture _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync(
        configure: silo => silo.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams("s"));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Theory, InlineData(0), InlineData(3), Trait("rule", "copied")]
    public async Task Items_arrive_as_copies_in_order_and_again_where_the_reader_threw(int failOnceAt)
    {
        var reader = _engine.Grains.GetGrain<IReaderGrain>(_key);
        await reader.Listen(until: 5, failOnceAt);

        await _engine.Grains.GetGrain<IPublisherGrain>("p").Publish(_key, 5);
        await Gates.Of(_key).Task.WaitAsync(TimeSpan.FromSeconds(50));

        var read = await reader.Read();
        Assert.Equal([1, 2, 3, 4, 5], read);
    }
}

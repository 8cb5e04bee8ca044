using Raposa.Organizations;

namespace Raposa.Ingestion;

public class IngestionKeyTests
{
    private static readonly OrganizationId Organization = OrganizationId.Parse("0191f3a0-0000-7000-8000-000000000001");

    [Fact]
    public void A_key_is_what_it_says() =>
        Assert.Equal(new(Organization, 3), IngestionKey.Parse("0191f3a0-0000-7000-8000-000000000001/3"));

    [Fact]
    public void A_message_falls_to_the_same_shard_in_every_process() =>
        Assert.Equal("0191f3a0-0000-7000-8000-000000000001/1", IngestionKey.Of(Organization, "msg_p5jXN8AQM9LWM0D4loKWxJek", 4).ToString());

    [Fact]
    public void Messages_spread_over_the_shards()
    {
        var counts = Enumerable.Range(0, 4000).CountBy(n => IngestionKey.Of(Organization, $"msg_{n}", 4).Shard).ToDictionary();

        Assert.Equal([0, 1, 2, 3], counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 800, 1200));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0191f3a0-0000-7000-8000-000000000001")]
    [InlineData("0191f3a0-0000-7000-8000-000000000001/x")]
    [InlineData("0191f3a0-0000-7000-8000-000000000001/-1")]
    [InlineData("0191f3a0-0000-7000-8000-000000000001/1/2")]
    public void What_is_no_key_is_refused(string text) => Assert.Throws<FormatException>(() => IngestionKey.Parse(text));
}

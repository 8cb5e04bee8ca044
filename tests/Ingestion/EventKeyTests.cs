using Raposa.Ingestion.Parsing;

namespace Raposa.Ingestion;

public class EventKeyTests
{
    [Fact]
    public void A_uuid_stands_for_itself() =>
        Assert.Equal(Guid.Parse("450230d4-b39e-4a18-a6a0-d07a6e2105cb"), EventKey.Of("450230d4-b39e-4a18-a6a0-d07a6e2105cb"));

    // sha256("raposa:event:1") was computed with coreutils' sha256sum.
    [Fact]
    public void Any_other_id_is_hashed() => Assert.Equal(Guid.Parse("0bc36add-4b8d-d208-7a66-b06aee4e5428"), EventKey.Of("1"));

    [Fact]
    public void Ids_that_differ_in_case_differ() => Assert.NotEqual(
        EventKey.Of("450230d4-b39e-4a18-a6a0-d07a6e2105cb"), EventKey.Of("450230D4-B39E-4A18-A6A0-D07A6E2105CB"));

    [Fact]
    public void A_record_without_an_id_is_known_by_what_it_says()
    {
        var one = EventKey.OfContent("""{"eventName":"A","n":[1,{"b":2,"a":1}]}"""u8);
        var same = EventKey.OfContent("""{ "n" : [1, {"a":1, "b":2}], "eventName" : "\u0041" }"""u8);
        var other = EventKey.OfContent("""{"eventName":"A","n":[{"b":2,"a":1},1]}"""u8);

        Assert.StartsWith("sha256:", one, StringComparison.Ordinal);
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void One_message_with_another_body_is_another_batch()
    {
        var organization = Guid.Parse("0191f3a0-0000-7000-8000-000000000001");

        var batch = EventKey.OfBatch(organization, DeliveryChannel.Webhook, "msg_1", "aa");

        Assert.Equal(batch, EventKey.OfBatch(organization, DeliveryChannel.Webhook, "msg_1", "aa"));
        Assert.NotEqual(batch, EventKey.OfBatch(organization, DeliveryChannel.Webhook, "msg_1", "ab"));
        Assert.NotEqual(batch, EventKey.OfBatch(organization, DeliveryChannel.EventBridge, "msg_1", "aa"));
        Assert.NotEqual(batch, EventKey.OfBatch(Guid.Empty, DeliveryChannel.Webhook, "msg_1", "aa"));
    }
}

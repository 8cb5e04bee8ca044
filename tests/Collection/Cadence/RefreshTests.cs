using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Raposa.Collection.Scheduling;
using Raposa.Ingestion;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Which events name what.</summary>
public class RefreshTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CollectorKey Key = new(
        OrganizationId.Parse("0190d3c0-0000-7000-8000-000000000001"), "900100200301", "aws_ec2_instance", "eu-central-1");

    // As EventBridge delivers it; AWS documents the example with these members.
    private const string StateChange =
        """
        {"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","detail-type":"EC2 Instance State-change Notification",
        "source":"aws.ec2","account":"900100200301","time":"2026-03-01T11:59:58Z","region":"eu-central-1",
        "resources":["arn:aws:ec2:eu-central-1:900100200301:instance/i-0a1b2c"],
        "detail":{"instance-id":"i-0a1b2c","state":"pending"}}
        """;

    private const string BucketWrite =
        """
        {"eventVersion":"1.09","eventSource":"s3.amazonaws.com","eventName":"PutBucketPolicy","awsRegion":"us-east-1",
        "recipientAccountId":"900100200301","readOnly":false,"eventID":"e-1","requestParameters":{"bucketName":"reports"}}
        """;

    [Fact]
    public void An_instance_that_changed_its_state_is_named_by_its_id()
    {
        var hint = HintOf(StateChange, isRecord: false)!;

        Assert.Equal(
            ("900100200301", "eu-central-1", "aws.ec2", "EC2 Instance State-change Notification"),
            (hint.AccountId, hint.Region, hint.Source, hint.DetailType));
        Assert.Equal("i-0a1b2c", hint.At("detail.instance-id"));
        Assert.Null(hint.At("detail.instance-id.more"));
        Assert.Null(hint.At("detail.missing"));
    }

    [Fact]
    public void A_record_of_a_batch_says_what_EventBridge_would_have_said_of_it()
    {
        var hint = HintOf(BucketWrite, isRecord: true)!;

        Assert.Equal(("aws.s3", "AWS API Call via CloudTrail", "reports"), (hint.Source, hint.DetailType, hint.At("detail.requestParameters.bucketName")));
    }

    [Theory]
    [InlineData("[]", false)]
    [InlineData("{}", false)]
    [InlineData("""{"account":"1","source":"aws.ec2"}""", false)]
    [InlineData("""{"eventSource":"console.example.com","recipientAccountId":"1"}""", true)]
    [InlineData("""{"eventSource":"iam.amazonaws.com"}""", true)]
    public void What_names_no_account_or_service_names_nothing(string json, bool isRecord) => Assert.Null(HintOf(json, isRecord));

    [Fact]
    public void Fresh_writes_to_services_that_are_read_are_noticed_and_nothing_else()
    {
        var notices = new RefreshNotices(new TestSources(S3Bucket()));
        ImmutableArray<PreparedEvent> events =
        [
            Event(0),
            Event(1) with { IsReadOnly = true },
            Event(2) with { IsUnclaimed = true },
            Event(3) with { ErrorCode = "AccessDenied" },
            Event(4) with { EventTime = Noon.AddHours(-1) },
            Event(5) with { EventSource = "sqs.amazonaws.com" },
            Event(6) with { IsReadOnly = null },
        ];

        var noticed = Assert.Single(notices.Of([Batch(DeliveryChannel.Webhook, BucketWrite, events)], Noon));

        Assert.True(noticed.IsRecord);
        Assert.Equal(BucketWrite, Encoding.UTF8.GetString(noticed.Json));
    }

    [Fact]
    public void What_EventBridge_brings_besides_CloudTrail_is_noticed_whole()
    {
        var noticed = Assert.Single(new RefreshNotices(new TestSources()).Of([Batch(DeliveryChannel.EventBridge, StateChange, [])], Noon));

        Assert.Equal((false, StateChange), (noticed.IsRecord, Encoding.UTF8.GetString(noticed.Json)));
    }

    [Fact]
    public void A_flood_is_cut_off()
    {
        var notices = new RefreshNotices(new TestSources(S3Bucket()));

        Assert.Equal(
            RefreshNotices.Most,
            notices.Of([Batch(DeliveryChannel.Webhook, BucketWrite, [.. Enumerable.Range(0, 1000).Select(Event)])], Noon).Length);
    }

    [Fact]
    public void A_burst_is_gathered_and_the_next_one_comes_half_a_minute_later()
    {
        var queue = new RefreshQueue();
        queue.Add(Key, ["i-2"], Noon);
        queue.Add(Key, ["i-1"], Noon.AddSeconds(9));
        Assert.Equal(Noon.AddSeconds(10), queue.NextAt);
        Assert.Empty(queue.TakeDue(Noon.AddSeconds(9), _ => true));

        Assert.Equal("i-1 i-2", string.Join(' ', Assert.Single(queue.TakeDue(Noon.AddSeconds(10), _ => true)).Only));

        queue.Add(Key, ["i-3"], Noon.AddSeconds(11));
        Assert.Equal(Noon.AddSeconds(40), queue.NextAt);
    }

    [Fact]
    public void While_the_source_is_read_a_refresh_waits_and_loses_nothing()
    {
        var queue = new RefreshQueue();
        queue.Add(Key, ["i-1"], Noon);
        Assert.Empty(queue.TakeDue(Noon.AddSeconds(10), _ => false));
        queue.Add(Key, ["i-2"], Noon.AddSeconds(15));

        Assert.Equal("i-1 i-2", string.Join(' ', Assert.Single(queue.TakeDue(Noon.AddSeconds(20), _ => true)).Only));
        Assert.Null(queue.NextAt);
    }

    [Theory, InlineData(0), InlineData(RefreshQueue.MostKeys + 1)]
    public void No_key_and_too_many_keys_are_the_source_as_a_whole(int keys)
    {
        var queue = new RefreshQueue();
        queue.Add(Key, ["i-1"], Noon);
        queue.Add(Key, [.. Enumerable.Range(0, keys).Select(n => $"i-{n}")], Noon);

        Assert.Empty(Assert.Single(queue.TakeDue(Noon.AddMinutes(1), _ => true)).Only);
    }

    private static SourceDefinition S3Bucket() => TestSources.Source("aws_s3_bucket") with
    {
        RefreshedBy = [new("aws.s3", "AWS API Call via CloudTrail", "detail.requestParameters.bucketName")],
    };

    private static EventHint? HintOf(string json, bool isRecord)
    {
        using var document = JsonDocument.Parse(json);
        return EventHint.Of(document.RootElement.Clone(), isRecord);
    }

    private static PreparedEvent Event(int index) => new()
    {
        EventKey = Guid.NewGuid(),
        EventId = $"e-{index}",
        EventTime = Noon.AddMinutes(-1),
        IsTimeKnown = true,
        EventSource = "s3.amazonaws.com",
        EventName = "PutBucketPolicy",
        AccountId = "900100200301",
        IsReadOnly = false,
        IsUnclaimed = false,
        RecordIndex = index,
        Offset = 0,
        Length = Encoding.UTF8.GetByteCount(BucketWrite),
        IsPlain = true,
    };

    private static CommittedBatch Batch(DeliveryChannel channel, string text, ImmutableArray<PreparedEvent> events) => new(
        new()
        {
            BatchId = Guid.NewGuid(),
            MessageId = "m",
            Channel = channel,
            Provenance = Provenance.AuthenticatedChannel,
            CredentialId = "c",
            Sha256 = "",
            ReceivedAt = Noon,
            Compressed = [],
            Text = Encoding.UTF8.GetBytes(text),
            Events = events,
            Rejections = [],
            WireBytes = 0,
        },
        new(null, null),
        events);
}

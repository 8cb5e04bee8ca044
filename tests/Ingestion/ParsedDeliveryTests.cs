using System.Globalization;
using System.Text;
using Raposa.Ingestion.Parsing;

namespace Raposa.Ingestion;

public class ParsedDeliveryTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private const string One = """{"eventID":"1","eventTime":"2026-02-28T10:00:00Z","eventName":"A","eventSource":"s3.amazonaws.com"}""";
    private const string Two = """{"eventID":"2","eventTime":"2026-02-28T11:00:00Z","eventName":"B","eventSource":"iam.amazonaws.com"}""";

    private const string Bridged =
        """
        {"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","detail-type":"AWS API Call via CloudTrail","source":"aws.s3",
         "account":"123456789012","time":"2026-02-28T12:00:00Z","region":"eu-west-1","resources":[],"detail":{"eventID":"3","eventName":"C"}}
        """;

    [Theory]
    [InlineData("{\"Records\":[" + One + "," + Two + "]}")]
    [InlineData("{\"a\":{\"Records\":1},\"Records\":[" + One + "," + Two + "],\"b\":[1,{}],\"c\":null}")]
    [InlineData("[" + One + "," + Two + "]")]
    [InlineData(One + "\n" + Two + "\n")]
    [InlineData(One + "\r\n\r\n" + Two)]
    [InlineData("{\"Records\":[" + One + "]}\n[" + Two + "]")]
    [InlineData("\uFEFF[" + One + "," + Two + "]")]
    public void Every_form_gives_the_same_records_in_order(string body)
    {
        var delivery = Parse(body);

        Assert.Equal(["1", "2"], delivery.Events.Select(one => one.EventId));
        Assert.Equal([0, 1], delivery.Events.Select(one => one.RecordIndex));
        Assert.Equal([One, Two], delivery.Events.Select(one => Cut(body, one)));
        Assert.Empty(delivery.Rejections);
        Assert.Null(delivery.EventBridgeId);
    }

    [Fact]
    public void An_EventBridge_event_is_its_detail_and_lends_what_the_record_lacks()
    {
        var delivery = Parse(Bridged);

        var one = Assert.Single(delivery.Events);
        Assert.Equal("""{"eventID":"3","eventName":"C"}""", Cut(Bridged, one));
        Assert.Equal("7bf73129-1428-4cd3-a780-95db273d1602", delivery.EventBridgeId);
        Assert.Equal(("123456789012", "eu-west-1", "2026-02-28T12:00:00.0000000+00:00"), (one.AccountId, one.Region, one.EventTime.ToString("O")));
    }

    [Fact]
    public void What_the_record_says_itself_comes_before_what_the_envelope_says()
    {
        var one = Assert.Single(Parse(
            """
            {"detail":{"eventID":"3","recipientAccountId":"999999999999","awsRegion":"us-east-1","eventTime":"2026-02-27T00:00:00Z"},
             "detail-type":"AWS API Call via CloudTrail","id":"x","account":"123456789012","region":"eu-west-1","time":"2026-02-28T12:00:00Z"}
            """).Events);

        Assert.Equal(("999999999999", "us-east-1", 27), (one.AccountId, one.Region, one.EventTime.Day));
    }

    [Fact]
    public void Lines_may_be_EventBridge_events()
    {
        var delivery = Parse(Bridged.ReplaceLineEndings(" ") + "\n" + One);

        Assert.Equal(["3", "1"], delivery.Events.Select(one => one.EventId));
        Assert.Null(delivery.EventBridgeId);
    }

    [Fact]
    public void A_record_with_a_member_named_detail_is_itself()
    {
        const string record = """{"eventID":"1","eventName":"A","detail":{"eventID":"2","eventName":"B"}}""";

        Assert.Equal(record, Cut(record, Assert.Single(Parse(record).Events)));
    }

    [Fact]
    public void What_is_queried_is_taken_from_where_CloudTrail_writes_it()
    {
        var one = Assert.Single(Parse(
            """
            {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROA:x","arn":"arn:aws:sts::111111111111:assumed-role/r/x",
             "accountId":"111111111111","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111111111111:role/r"}}},
             "eventTime":"2026-02-28T10:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"eu-central-1",
             "sourceIPAddress":"198.51.100.7","errorCode":"AccessDenied","readOnly":true,"eventID":"e","recipientAccountId":"222222222222",
             "requestParameters":{"eventName":"not this","userIdentity":{"arn":"nor this"},"items":[{"awsRegion":"nor that"}]}}
            """).Events);

        Assert.Equal("s3.amazonaws.com", one.EventSource);
        Assert.Equal("GetObject", one.EventName);
        Assert.Equal("eu-central-1", one.Region);
        Assert.Equal("222222222222", one.AccountId);
        Assert.Equal("arn:aws:sts::111111111111:assumed-role/r/x", one.Actor);
        Assert.Equal("198.51.100.7", one.SourceIp);
        Assert.Equal("AccessDenied", one.ErrorCode);
        Assert.True(one.IsReadOnly);
        Assert.True(one.IsTimeKnown);
        Assert.True(one.IsPlain);
    }

    [Theory]
    [InlineData("""{"arn":"a","sessionContext":{"sessionIssuer":{"arn":"b"}},"principalId":"c"}""", "a")]
    [InlineData("""{"sessionContext":{"sessionIssuer":{"arn":"b"}},"principalId":"c"}""", "b")]
    [InlineData("""{"arn":"","principalId":"c","invokedBy":"d"}""", "c")]
    [InlineData("""{"invokedBy":"d","userName":"e","type":"f"}""", "d")]
    [InlineData("""{"userName":"e","type":"f"}""", "e")]
    [InlineData("""{"type":"f"}""", "f")]
    [InlineData("""{}""", null)]
    [InlineData("\"text\"", null)]
    [InlineData("""[{"arn":"a"}]""", null)]
    public void The_actor_is_the_best_name_there_is(string identity, string? expected) =>
        Assert.Equal(expected, Assert.Single(Parse($$"""{"eventID":"1","userIdentity":{{identity}}}""").Events).Actor);

    [Theory]
    [InlineData("""{"eventID":"1","recipientAccountId":"222222222222","userIdentity":{"accountId":"111111111111"}}""", "222222222222")]
    [InlineData("""{"eventID":"1","userIdentity":{"accountId":"111111111111"}}""", "111111111111")]
    [InlineData("""{"eventID":"1"}""", null)]
    public void The_account_is_the_one_that_received_the_event(string record, string? expected) =>
        Assert.Equal(expected, Assert.Single(Parse(record).Events).AccountId);

    [Theory]
    [InlineData("\"1\"", "1")]
    [InlineData("7", "7")]
    [InlineData("\"\\u0031\"", "1")]
    public void An_id_is_whatever_the_record_says(string id, string expected) =>
        Assert.Equal(expected, Assert.Single(Parse($$"""{"eventID":{{id}},"eventName":"A"}""").Events).EventId);

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    public void A_record_without_an_id_gets_the_hash_of_its_content(string id) => Assert.StartsWith(
        "sha256:", Assert.Single(Parse($$"""{"eventID":{{id}},"eventName":"A"}""").Events).EventId, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"2026-03-03T12:00:00Z\"", true)]
    [InlineData("\"2026-03-03T12:00:01Z\"", false)]
    [InlineData("\"2006-01-01T00:00:00Z\"", true)]
    [InlineData("\"2005-12-31T23:59:59Z\"", false)]
    [InlineData("\"...\"", false)]
    [InlineData("1700000000", false)]
    [InlineData("null", false)]
    public void A_time_that_cannot_be_is_unknown_and_the_arrival_stands_in(string time, bool isKnown)
    {
        var one = Assert.Single(Parse($$"""{"eventID":"1","eventTime":{{time}}}""").Events);

        Assert.Equal(isKnown, one.IsTimeKnown);
        Assert.Equal(isKnown, one.EventTime != Now);
    }

    [Theory]
    [InlineData("5", "not-an-object")]
    [InlineData("\"x\"", "not-an-object")]
    [InlineData("null", "not-an-object")]
    [InlineData("[]", "not-an-object")]
    [InlineData("{}", "not-cloudtrail")]
    [InlineData("""{"eventname":"lower"}""", "not-cloudtrail")]
    [InlineData("""{"requestParameters":{"eventName":"A"}}""", "not-cloudtrail")]
    [InlineData("""{"eventName":null}""", "not-cloudtrail")]
    public void What_is_no_record_is_rejected_by_position(string element, string reason)
    {
        var delivery = Parse($"[{One},{element},{Two}]");

        Assert.Equal(["1", "2"], delivery.Events.Select(one => one.EventId));
        Assert.Equal([0, 2], delivery.Events.Select(one => one.RecordIndex));
        var rejected = Assert.Single(delivery.Rejections);
        Assert.Equal((1, reason), (rejected.Index, rejected.Reason));
    }

    [Fact]
    public void A_record_too_large_is_rejected_and_its_neighbours_are_not()
    {
        var large = $$"""{"eventID":"3","requestParameters":"{{new string('x', 1024 * 1024)}}"}""";

        var delivery = Parse($"[{One},{large},{Two}]");

        Assert.Equal(2, delivery.Events.Length);
        Assert.Equal((1, "too-large"), (delivery.Rejections[0].Index, delivery.Rejections[0].Reason));
    }

    [Theory]
    [InlineData("", "empty", "empty")]
    [InlineData(" \n ", "empty", "empty")]
    [InlineData("5", "not-records", "scalar")]
    [InlineData("{\"a\":}", "not-json", "line 1, byte 6")]
    [InlineData("{\"eventID\":\"1\"}\n{\"eventID\":\"2\"", "not-json", "line 2")]
    [InlineData("{\"eventID\":\"1\"}\n{'eventID'}", "not-json", "line 2, byte 2")]
    [InlineData("[{\"eventID\":\"1\"}", "not-json", "line 1")]
    [InlineData("<Records/>", "not-json", "line 1, byte 1")]
    [InlineData("[{\"eventID\":\"a\nb\"}]", "not-json", "line 1")]
    public void What_is_not_JSON_is_refused_with_its_position(string body, string reason, string position)
    {
        var refusal = Refuse(Encoding.UTF8.GetBytes(body));

        Assert.Equal((DeliveryRefusalKind.BadRequest, reason), (refusal.Kind, refusal.Reason));
        Assert.Contains(position, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_UTF_8_is_refused_with_its_position() => Assert.Contains(
        "byte 13", Refuse([.. "{\"eventID\":\"x"u8, 0xff, .. "\"}"u8]).Detail, StringComparison.Ordinal);

    [Fact]
    public void Nesting_beyond_reason_is_refused() => Assert.Equal(
        "not-json", Refuse(Encoding.UTF8.GetBytes(new string('[', 600) + new string(']', 600))).Reason);

    [Fact]
    public void Nesting_within_reason_is_kept()
    {
        var body = """{"eventID":"1","a":""" + new string('[', 500) + new string(']', 500) + "}";

        Assert.Equal(body, Cut(body, Assert.Single(Parse(body).Events)));
    }

    [Fact]
    public void More_records_than_one_body_may_have_are_refused() =>
        Assert.Equal("too-many-records", Refuse("[{},{},{}]"u8.ToArray(), new() { MaxRecords = 2 }).Reason);

    [Fact]
    public void More_days_than_one_transaction_may_touch_are_refused() => Assert.Equal(
        "too-many-days",
        Refuse(Encoding.UTF8.GetBytes($"[{One},{Two.Replace("02-28", "02-27", StringComparison.Ordinal)}]"), new() { MaxDays = 1 }).Reason);

    [Theory]
    [InlineData("""{"eventID":"1","a":"\u0000"}""")]
    [InlineData("""{"eventID":"1","a\u0000":1}""")]
    [InlineData("""{"eventID":"1","a":"\ud800"}""")]
    [InlineData("""{"eventID":"1","a":"\udc00\ud800"}""")]
    [InlineData("""{"eventID":"1","a":"\ud800\\udc00"}""")]
    [InlineData("""{"eventID":"1","a":{"b":1,"b":2}}""")]
    [InlineData("""{"eventID":"1","a":{"b":1,"\u0062":2}}""")]
    [InlineData("""{"eventID":"1","eventID":"1"}""")]
    [InlineData("""{"eventID":"1","a":1e400}""")]
    [InlineData("""{"eventID":"1","a":1E1000000}""")]
    [InlineData("""{"eventID":"1","a":-0}""")]
    public void What_jsonb_would_lose_is_noticed(string record) => Assert.False(Assert.Single(Parse(record).Events).IsPlain);

    [Theory]
    [InlineData("""{"eventID":"1","a":"\\u0000","b":"\u00e9\"\\\/\b\f\n\r\t"}""")]
    [InlineData("""{"eventID":"1","a":"\ud83d\ude00"}""")]
    [InlineData("""{"eventID":"1","a":{"b":1},"c":{"b":2},"d":[{"b":1},{"b":2}]}""")]
    [InlineData("""{"eventID":"1","a":[0,-1,1.50,0.1,123456789012345678901234567890]}""")]
    public void What_jsonb_keeps_is_not_stored_twice(string record) => Assert.True(Assert.Single(Parse(record).Events).IsPlain);

    [Fact]
    public void Whether_a_record_is_plain_is_its_own_affair()
    {
        var delivery = Parse("""[{"eventID":"1","a":"\u0000"},{"eventID":"2"},{"eventID":"3","b":{"c":1,"c":1}},{"eventID":"4"}]""");

        Assert.Equal([false, true, false, true], delivery.Events.Select(one => one.IsPlain));
    }

    [Fact]
    public void Columns_hold_no_character_that_PostgreSQL_refuses() => Assert.Equal(
        "a\uFFFDb\uFFFD", Assert.Single(Parse("""{"eventID":"1","eventName":"a\u0000b\ud800"}""").Events).EventName);

    /// <summary>Whatever is sent: an answer, never an exception.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Any_bytes_get_an_answer(int seed)
    {
        var random = new Random(seed);
        var seeds = new[] { One, Bridged, "{\"Records\":[" + One + "," + Two + "]}", """["\ud800\u0000",{"a":{"b":[1e5]}}]""" };
        for (var attempt = 0; attempt < 2000; attempt++)
        {
            var body = Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)]);
            for (var change = random.Next(4); change >= 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(random.Next(2) == 0 ? 256 : 128);
            }

            var (delivery, refusal) = ParsedDelivery.Parse(body, Now, new());

            Assert.True(delivery is null != refusal is null, string.Create(CultureInfo.InvariantCulture, $"seed {seed}, attempt {attempt}"));
        }
    }

    private static ParsedDelivery Parse(string body)
    {
        var (delivery, refusal) = ParsedDelivery.Parse(Encoding.UTF8.GetBytes(body), Now, new());
        return delivery ?? throw new InvalidOperationException(refusal!.Detail);
    }

    private static ParseRefusal Refuse(byte[] body, IngestionLimits? limits = null) =>
        ParsedDelivery.Parse(body, Now, limits ?? new()).Refusal ?? throw new InvalidOperationException("The body was taken.");

    private static string Cut(string body, PreparedEvent one) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(body).AsSpan(one.Offset, one.Length));
}

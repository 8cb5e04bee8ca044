using System.Text.Json;
using Raposa.DemoWorld;

namespace Raposa.Demo;

public class DemoDayTests
{
    private static readonly DateTimeOffset End = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly DemoDay Day = DemoDay.Generate(1, End);

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var again = DemoDay.Generate(1, End.AddMilliseconds(400));

        Assert.Equal(Day.Events.Length, again.Events.Length);
        Assert.All(Day.Events.Zip(again.Events), pair => Assert.True(pair.First.Record.Span.SequenceEqual(pair.Second.Record.Span)));
    }

    [Fact]
    public void Another_seed_gives_another_day() => Assert.Empty(
        Day.Events.Select(one => one.EventId).Intersect(DemoDay.Generate(2, End).Events.Select(one => one.EventId)));

    /// <summary>The day is part of what people see in the demo: a change of it is a decision, not an accident.</summary>
    [Fact]
    public void A_day_has_thousands_of_events_of_many_actors_and_two_attacks()
    {
        Assert.InRange(Day.Events.Length, 6_000, 10_000);
        Assert.InRange(Actors(Day).Count(), 40, 150);
        Assert.InRange(Day.Events.Count(one => one.Story == DemoStory.LeakedKey), 20, 30);
        Assert.InRange(Day.Events.Count(one => one.Story == DemoStory.PublicBucket), 300, 600);
    }

    [Theory, InlineData(3, 5), InlineData(4, 14), InlineData(5, 23)]
    public void It_fills_the_day_before_its_end_whatever_the_hour(int seed, int hour)
    {
        var end = new DateTimeOffset(2026, 12, 31, hour, 59, 59, TimeSpan.Zero);

        var events = DemoDay.Generate(seed, end).Events;

        Assert.InRange(events.Length, 6_000, 10_000);
        Assert.All(events, one => Assert.InRange(one.Time, end - DemoDay.Length, end));
        Assert.InRange(events[^1].Time, end.AddMinutes(-5), end);
        Assert.True(events.SequenceEqual(events.OrderBy(one => one.Time)));
    }

    [Fact]
    public void Every_record_has_what_CloudTrail_always_writes()
    {
        string[] always =
        [
            "eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress",
            "requestParameters", "responseElements", "eventID", "eventType", "eventCategory", "recipientAccountId",
        ];
        var claimed = DemoDay.Accounts.Select(account => account.Id).ToHashSet();

        Assert.All(Day.Events, one =>
        {
            var record = JsonDocument.Parse(one.Record).RootElement;
            Assert.All(always, name => Assert.True(record.TryGetProperty(name, out _), $"{name} is missing in {record}"));
            Assert.Equal(one.EventId, record.GetProperty("eventID").GetString());
            Assert.Contains(record.GetProperty("recipientAccountId").GetString()!, claimed);
        });
    }

    [Fact]
    public void No_two_events_share_an_id() =>
        Assert.Equal(Day.Events.Length, Day.Events.Select(one => one.EventId).Distinct().Count());

    [Fact]
    public void The_attacks_come_in_the_order_of_their_story()
    {
        string[] leakedKey = ["GetCallerIdentity", "CreateUser", "AttachUserPolicy", "CreateAccessKey", "CreateLoginProfile", "StopLogging", "DeleteTrail", "ConsoleLogin"];
        string[] publicBucket = ["DeleteBucketPublicAccessBlock", "PutBucketPolicy", "ListObjects"];

        Assert.Equal(leakedKey, NamesOf(DemoStory.LeakedKey).Where(leakedKey.Contains));
        Assert.Equal(publicBucket, NamesOf(DemoStory.PublicBucket).Where(publicBucket.Contains));
    }

    private static IEnumerable<string> NamesOf(DemoStory story) => Day.Events
        .Where(one => one.Story == story)
        .Select(one => JsonDocument.Parse(one.Record).RootElement.GetProperty("eventName").GetString()!);

    private static IEnumerable<string> Actors(DemoDay day) => day.Events
        .Select(one => JsonDocument.Parse(one.Record).RootElement.GetProperty("userIdentity"))
        .Select(identity => identity.TryGetProperty("arn", out var arn) ? arn.GetString()! : identity.GetRawText())
        .Distinct();
}

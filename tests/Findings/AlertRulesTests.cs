using System.Net;

namespace Raposa.Findings;

public class AlertRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly AlertReceiver Receiver = new()
    {
        Id = Guid.NewGuid(), Kind = AlertReceiverKind.Webhook, Name = "SOC", Target = "https://example.com/", CreatedAt = Noon,
    };

    [Theory]
    [InlineData(1, "00:00:05")]
    [InlineData(2, "00:05:00")]
    [InlineData(9, "1.00:00:00")]
    public void A_message_waits_longer_each_time(int attempts, string wait) =>
        Assert.Equal(Noon + TimeSpan.Parse(wait, null), AlertSchedule.Next(attempts, Noon, null, chance: 0));

    [Fact]
    public void Chance_shortens_a_wait_by_a_fifth_at_the_most() =>
        Assert.Equal(Noon.AddMinutes(4), AlertSchedule.Next(2, Noon, null, chance: 1));

    [Fact]
    public void Ten_attempts_are_enough() => Assert.Null(AlertSchedule.Next(10, Noon, null, chance: 0));

    [Fact]
    public void A_receiver_that_asks_for_more_time_gets_it_up_to_a_day()
    {
        Assert.Equal(Noon.AddHours(1), AlertSchedule.Next(1, Noon, TimeSpan.FromHours(1), chance: 0));
        Assert.Equal(Noon.AddDays(1), AlertSchedule.Next(1, Noon, TimeSpan.FromDays(30), chance: 0));
    }

    [Fact]
    public void A_receiver_is_disabled_when_it_says_gone_or_after_five_days_of_failing()
    {
        var failed = new AlertOutcome("It answered 500.");
        var failing = ReceiverHealth.After(Receiver, failed, Noon);

        Assert.Equal((Noon, (DateTimeOffset?)null), (failing.FailingSince, failing.DisabledAt));
        Assert.Null(ReceiverHealth.After(failing, failed, Noon.AddDays(4)).DisabledAt);
        Assert.Equal(Noon.AddDays(5), ReceiverHealth.After(failing, failed, Noon.AddDays(5)).DisabledAt);
        Assert.Equal(Noon, ReceiverHealth.After(Receiver, failed with { IsGone = true }, Noon).DisabledAt);
        Assert.Null(ReceiverHealth.After(failing, AlertOutcome.Arrived, Noon.AddDays(4)).FailingSince);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    public void What_only_the_platform_can_reach_is_no_public_address(string address) =>
        Assert.False(PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void An_address_of_the_internet_is_public(string address) => Assert.True(PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData(AlertReceiverKind.Webhook, "http://example.com/")]
    [InlineData(AlertReceiverKind.Webhook, "https://user:secret@example.com/")]
    [InlineData(AlertReceiverKind.Webhook, "ftp://example.com/")]
    [InlineData(AlertReceiverKind.Webhook, "example.com")]
    [InlineData(AlertReceiverKind.Mail, "nobody")]
    [InlineData(AlertReceiverKind.Mail, "Somebody <a@example.com>")]
    [InlineData(AlertReceiverKind.Mail, "a@example.com, b@example.com")]
    public void What_is_no_target_is_refused(AlertReceiverKind kind, string text) =>
        Assert.Throws<ArgumentException>(() => AlertTarget.Parse(kind, text, allowsHttp: false));
}

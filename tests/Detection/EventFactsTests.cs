using System.Text.Json;

namespace Raposa.Detection;

public class EventFactsTests
{
    [Fact]
    public void The_sentence_says_who_did_what_where_and_from_where() => Assert.Equal(
        "ann called StopLogging (cloudtrail) in 900100200301 eu-west-1 from 192.0.2.7",
        FactsOf("""
            {"userIdentity":{"arn":"arn:aws:iam::900100200301:user/ann"},"eventName":"StopLogging","eventSource":"cloudtrail.amazonaws.com",
             "recipientAccountId":"900100200301","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.7"}
            """).Sentence);

    [Fact]
    public void A_refusal_and_a_failure_without_a_code_are_said()
    {
        Assert.EndsWith(", and was refused (AccessDenied)", FactsOf("""{"errorCode":"AccessDenied"}""").Sentence, StringComparison.Ordinal);
        Assert.EndsWith(", and was refused (Failure)", FactsOf("""{"errorMessage":"Failed authentication"}""").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_the_name_is_not_said_twice() => Assert.Equal(
        "anonymous from 192.0.2.7 called GetObject",
        FactsOf("""{"userIdentity":{"accountId":"anonymous"},"eventName":"GetObject","sourceIPAddress":"192.0.2.7"}""").Sentence);

    [Fact]
    public void Text_that_PostgreSQL_cannot_keep_loses_only_what_it_cannot_keep() =>
        Assert.Equal("StopLogging", FactsOf("""{"eventName":"Stop\u0000Logging"}""").Name);

    [Fact]
    public void The_account_is_the_one_the_event_happened_in_before_the_callers() =>
        Assert.Equal("900100200301", FactsOf("""{"recipientAccountId":"900100200301","userIdentity":{"accountId":"900100209001"}}""").AccountId);

    private static EventFacts FactsOf(string record) => EventFacts.Of(JsonDocument.Parse(record).RootElement);
}

using System.Text.Json;

namespace Raposa.Detection;

public class ActorTests
{
    [Theory]
    [InlineData("""{"type":"IAMUser","arn":"arn:aws:iam::900100200301:user/ann","userName":"ann"}""", "arn:aws:iam::900100200301:user/ann")]
    [InlineData("""{"type":"AssumedRole","arn":"arn:aws:sts::900100200301:assumed-role/deploy/github-7"}""", "arn:aws:sts::900100200301:assumed-role/deploy/github-7")]
    [InlineData("""{"type":"Root","accountId":"900100200301"}""", "arn:aws:iam::900100200301:root")]
    [InlineData("""{"type":"IAMUser","accountId":"900100200301","userName":"ann"}""", "arn:aws:iam::900100200301:user/ann")]
    [InlineData("""{"type":"IAMUser","accountId":"900100200301","userName":"HIDDEN_DUE_TO_SECURITY_REASONS"}""", "an unknown user of 900100200301 from 192.0.2.7")]
    [InlineData("""{"type":"AWSService","invokedBy":"lambda.amazonaws.com"}""", "lambda.amazonaws.com")]
    [InlineData("""{"type":"AWSAccount","principalId":"","accountId":"anonymous"}""", "anonymous from 192.0.2.7")]
    [InlineData("""{"type":"AWSAccount","principalId":"","accountId":"ANONYMOUS_PRINCIPAL"}""", "anonymous from 192.0.2.7")]
    [InlineData("""{"type":"AWSAccount","principalId":"AIDAEXAMPLE","accountId":"900100209001"}""", "account 900100209001 (AIDAEXAMPLE)")]
    [InlineData("""{"type":"WebIdentityUser","principalId":"provider:app:repo","userName":"repo:corvina/api"}""", "repo:corvina/api")]
    [InlineData("""{"type":"IdentityCenterUser","accountId":"900100200303","onBehalfOf":{"userId":"u-1"}}""", "identity-center/u-1")]
    [InlineData("{}", "unknown from 192.0.2.7")]
    [InlineData("null", "unknown from 192.0.2.7")]
    [InlineData("""{"arn":"\ud800"}""", "unknown from 192.0.2.7")]
    public void An_actor_is_the_nearest_thing_to_a_name_that_the_record_has(string identity, string actor) =>
        Assert.Equal(actor, ActorOf($$"""{"userIdentity":{{identity}},"sourceIPAddress":"192.0.2.7"}"""));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"userIdentity":7,"sourceIPAddress":7}""")]
    public void A_record_that_names_nobody_has_an_unknown_actor(string record) => Assert.Equal("unknown", ActorOf(record));

    [Fact]
    public void A_name_longer_than_an_index_takes_is_cut_and_still_tells_two_apart()
    {
        var (one, other) = (ActorOf(Named(new string('a', 3_000) + "1")), ActorOf(Named(new string('a', 3_000) + "2")));

        Assert.InRange(one.Length, 500, Actor.MaxLength);
        Assert.NotEqual(one, other);
        static string Named(string name) => $$$"""{"userIdentity":{"arn":"{{{name}}}"}}""";
    }

    [Theory]
    [InlineData("arn:aws:iam::900100200301:user/team/ann", "ann")]
    [InlineData("arn:aws:sts::900100200301:assumed-role/Developer/ann@corvina.example", "ann@corvina.example as Developer")]
    [InlineData("arn:aws:iam::900100200301:root", "root of 900100200301")]
    [InlineData("anonymous from 192.0.2.7", "anonymous from 192.0.2.7")]
    public void People_know_an_actor_by_the_last_part(string actor, string known) => Assert.Equal(known, Actor.Short(actor));

    private static string ActorOf(string record) => Actor.Of(JsonDocument.Parse(record).RootElement);
}

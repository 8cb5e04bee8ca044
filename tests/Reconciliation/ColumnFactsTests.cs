using System.Text.Json;
using Raposa.Incidents;

namespace Raposa.Reconciliation;

/// <summary>What is read out of columns, and what follows from it alone.</summary>
public class ColumnFactsTests
{
    [Theory]
    [InlineData("eu-west-1a", "eu-west-1")]
    [InlineData("us-gov-west-1b", "us-gov-west-1")]
    [InlineData("us-west-2-lax-1a", "us-west-2")]
    [InlineData("eastus", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_zone_says_its_region(string? zone, string? region) => Assert.Equal(region, ColumnFacts.RegionOf(zone));

    [Theory]
    [InlineData("""{"eks:cluster-name":"prod"}""", SnowflakeClass.EksNode, "prod")]
    [InlineData("""{"kubernetes.io/cluster/blue":"owned","aws:autoscaling:groupName":"x"}""", SnowflakeClass.EksNode, "blue")]
    [InlineData("""{"aws:autoscaling:groupName":"web"}""", SnowflakeClass.Autoscaled, null)]
    [InlineData("""{"aws:cloudformation:stack-name":"net"}""", SnowflakeClass.Stack, null)]
    [InlineData("""{"Name":"jenkins-01"}""", SnowflakeClass.Snowflake, null)]
    [InlineData("{}", SnowflakeClass.Snowflake, null)]
    public void Tags_say_whether_another_would_take_its_place(string tags, SnowflakeClass snowflake, string? cluster)
    {
        var facts = Read($$"""{"state":"running","tags":{{tags}}}""");

        Assert.Equal((snowflake, cluster), (facts.Snowflake, facts.Cluster));
    }

    [Theory]
    [InlineData("""{"tags":{"Role":"web"},"instance_profile_arn":"arn:aws:iam::1:instance-profile/app"}""", "web")]
    [InlineData("""{"instance_profile_arn":"arn:aws:iam::1:instance-profile/path/app"}""", "app")]
    [InlineData("""{"tags":{"Role":""}}""", null)]
    public void A_role_is_what_its_tag_says_else_its_instance_profile(string columns, string? role) => Assert.Equal(role, Read(columns).Role);

    [Theory]
    [InlineData("pending", InstanceLife.Live)]
    [InlineData("running", InstanceLife.Live)]
    [InlineData("stopping", InstanceLife.Stopped)]
    [InlineData("stopped", InstanceLife.Stopped)]
    [InlineData("shutting-down", InstanceLife.Terminated)]
    [InlineData("terminated", InstanceLife.Terminated)]
    public void A_state_says_whether_it_lives(string state, InstanceLife life) => Assert.Equal(life, Read($$"""{"state":"{{state}}"}""").Life);

    [Theory]
    [InlineData("""{"tags":{"Role":"bastion","aws:autoscaling:groupName":"x"}}""", Severity.Critical)]
    [InlineData("""{"tags":{"Name":"jenkins-old-01"}}""", Severity.Critical)]
    [InlineData("""{"tags":{"Role":"web"},"public_ip":"3.3.3.3"}""", Severity.Critical)]
    [InlineData("""{"tags":{"Role":"web"}}""", Severity.High)]
    [InlineData("{}", Severity.High)]
    [InlineData("""{"tags":{"eks:cluster-name":"prod"}}""", Severity.Medium)]
    [InlineData("""{"tags":{"Role":"worker","Environment":"Staging"}}""", Severity.Low)]
    [InlineData("""{"tags":{"Role":"bastion","Environment":"dev"}}""", Severity.High)]
    public void Severity_follows_from_role_address_and_environment(string columns, Severity severity) =>
        Assert.Equal(severity, UnprotectedSeverity.Of(Read(columns)));

    [Theory]
    [InlineData(672, 741, "90.69")]
    [InlineData(722, 741, "97.44")]
    [InlineData(1, 8, "12.50")]
    [InlineData(0, 0, null)]
    public void Coverage_has_two_decimals_and_none_of_nothing(int matched, int live, string? percent) => Assert.Equal(
        percent, CoverageShare.PercentOf(matched, live)?.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Every_code_is_read_back()
    {
        Assert.All(Enum.GetValues<CoverageClass>(), one => Assert.Equal(one, VerdictCodes.ClassOf(VerdictCodes.Of(one))));
        Assert.All(Enum.GetValues<VerdictReason>(), one => Assert.Equal(one, VerdictCodes.ReasonOf(VerdictCodes.Of(one))));
    }

    private static InstanceFacts Read(string columns) => ColumnFacts.Instance("1", "eu-west-1", "i-1", JsonElement.Parse(columns));
}

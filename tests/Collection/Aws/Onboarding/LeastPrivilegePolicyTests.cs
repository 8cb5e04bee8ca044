using System.Text.Json.Nodes;

namespace Raposa.Collection;

public class LeastPrivilegePolicyTests
{
    [Fact]
    public void The_policy_allows_what_is_called_and_nothing_else() => Assert.Equal(
        """{"Version":"2012-10-17","Statement":[{"Sid":"RaposaReads","Effect":"Allow","Action":["ec2:DescribeVpcs","s3:ListAllMyBuckets"],"Resource":"*"}]}""",
        Assert.Single(LeastPrivilegePolicy.For(["s3:ListAllMyBuckets", "ec2:DescribeVpcs", "ec2:DescribeVpcs"])));

    [Fact]
    public void Objects_are_read_in_the_buckets_of_trails_only() => Assert.Equal(
        """{"Version":"2012-10-17","Statement":[{"Sid":"RaposaReads","Effect":"Allow","Action":["s3:ListBucket"],"Resource":"*"},{"Sid":"RaposaReadsTrailLogs","Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::logs/*"]}]}""",
        Assert.Single(LeastPrivilegePolicy.For(["s3:GetObject", "s3:ListBucket"], ["logs"])));

    [Theory]
    [InlineData("ec2:RunInstances")]
    [InlineData("ec2:*")]
    [InlineData("*")]
    public void An_action_that_is_not_of_a_read_is_refused(string action) =>
        Assert.Contains(action, Assert.Throws<ArgumentException>(() => LeastPrivilegePolicy.For([action])).Message, StringComparison.Ordinal);

    [Fact]
    public void All_that_the_client_can_do_fits_into_the_policies_of_a_role()
    {
        var all = AwsModels.Embedded.All.Select(operation => operation.Action!).ToHashSet();

        var policies = LeastPrivilegePolicy.For(all);

        Assert.All(policies, policy => Assert.InRange(policy.Length, 1, 6_144));
        Assert.InRange(policies.Length, 1, 10);

        // Sessions are not opened by the role that reads, and no object is read without its bucket being named.
        Assert.Equal(
            all.Where(action => action != "s3:GetObject" && !action.StartsWith("sts:", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            policies.SelectMany(ActionsOf));
    }

    [Fact]
    public void What_does_not_fit_into_one_policy_is_put_into_several()
    {
        string[] actions = ["ec2:DescribeInstances", "ec2:DescribeSubnets", "ec2:DescribeVpcs", "kms:ListKeys"];

        var policies = LeastPrivilegePolicy.For(actions, most: 160);

        Assert.Equal(2, policies.Length);
        Assert.All(policies, policy => Assert.InRange(policy.Length, 1, 160));
        Assert.Equal(actions, policies.SelectMany(ActionsOf));
    }

    private static IEnumerable<string> ActionsOf(string policy) =>
        JsonNode.Parse(policy)!["Statement"]![0]!["Action"]!.AsArray().Select(action => action!.ToString());
}

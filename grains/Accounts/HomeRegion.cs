namespace Raposa.Accounts;

/// <summary>Where the services are asked that AWS has once per account: each partition has its own such region.</summary>
internal static class HomeRegion
{
    /// <param name="roleArn">Of a role in the account: the partition is its second part.</param>
    public static string Of(string roleArn) => roleArn.Split(':') switch
    {
        ["arn", "aws-cn", ..] => "cn-north-1",
        ["arn", "aws-us-gov", ..] => "us-gov-west-1",
        _ => "us-east-1",
    };
}

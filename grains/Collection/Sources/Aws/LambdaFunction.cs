namespace Raposa.Collection.Sources.Aws;

internal static class LambdaFunction
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_lambda_function",
        Description = "A function of Lambda with its policy and its URL.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("lambda:ListFunctions", "Functions[]") { PageSize = 50 },
            Details =
            [
                new("lambda:GetPolicy", new AwsArgument("FunctionName", "FunctionArn")) { Absent = ["ResourceNotFoundException"] },
                new("lambda:GetFunctionUrlConfig", new AwsArgument("FunctionName", "FunctionArn")) { Absent = ["ResourceNotFoundException"] },
            ],
        },
        Columns =
        [
            new("arn", "FunctionArn", "Its ARN.", IsKey: true),
            new("name", "FunctionName", "The name its maker gave it."),
            new("runtime", "Runtime", "Such as python3.12; null for a container image."),
            new("role_arn", "Role", "The role it acts as."),
            new("package_type", "PackageType", "Zip or Image."),
            new("vpc_id", "VpcConfig.VpcId", "The VPC it reaches into; empty or null for none."),
            new("subnet_ids", "VpcConfig.SubnetIds[]", "The subnets it reaches into.", ColumnType.TextArray),
            new("security_group_ids", "VpcConfig.SecurityGroupIds[]", "The security groups of its interfaces.", ColumnType.TextArray),
            new("kms_key_arn", "KMSKeyArn", "The key its environment is encrypted with."),
            new("policy", "GetPolicy.Policy", "Who may call it: a policy as JSON text."),
            new("url", "GetFunctionUrlConfig.FunctionUrl", "Where the internet can call it."),
            new("url_auth", "GetFunctionUrlConfig.AuthType", "AWS_IAM, or NONE if everybody may."),
            new("changed_at", "LastModified", "When its code or settings last changed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "changed_at",
        Redactions = [new("Environment.Variables", RedactionPolicies.Values), new("Description", RedactionPolicies.Text)],
    };
}

namespace Raposa.Collection.Sources.Aws;

internal static class S3AccountPublicAccessBlock
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_s3_account_public_access_block",
        Description = "What an account forbids all its buckets, whatever they say themselves.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(15, 5, 120),
        Read = new AwsRead
        {
            List = new("s3control:GetPublicAccessBlock", "")
            {
                Parameters = moment => new() { ["AccountId"] = moment.AccountId },
                Absent = ["NoSuchPublicAccessBlockConfiguration"],
            },
            KeyParts = [ResourceKey.Account],
        },
        Columns =
        [
            new("account_id", ResourceKey.Member, "The account it holds for.", IsKey: true),
            new("blocks_public_acls", "PublicAccessBlockConfiguration.BlockPublicAcls", "Whether ACLs that open a bucket are refused.", ColumnType.Boolean),
            new("ignores_public_acls", "PublicAccessBlockConfiguration.IgnorePublicAcls", "Whether ACLs that open a bucket have no effect.", ColumnType.Boolean),
            new("blocks_public_policy", "PublicAccessBlockConfiguration.BlockPublicPolicy", "Whether policies that open a bucket are refused.", ColumnType.Boolean),
            new("restricts_public_buckets", "PublicAccessBlockConfiguration.RestrictPublicBuckets", "Whether a policy that opens a bucket lets in the account and services alone.", ColumnType.Boolean),
        ],
    };
}

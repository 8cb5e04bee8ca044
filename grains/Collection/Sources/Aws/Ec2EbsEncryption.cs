namespace Raposa.Collection.Sources.Aws;

internal static class Ec2EbsEncryption
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_ebs_encryption",
        Description = "Whether new volumes of a region are encrypted unless they say otherwise.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(60, 30, 240),
        Read = new AwsRead { List = new("ec2:GetEbsEncryptionByDefault", ""), KeyParts = [ResourceKey.Account] },
        Columns =
        [
            new("account_id", ResourceKey.Member, "The account it holds for.", IsKey: true),
            new("is_encrypted_by_default", "EbsEncryptionByDefault", "Whether they are.", ColumnType.Boolean),
        ],
    };
}

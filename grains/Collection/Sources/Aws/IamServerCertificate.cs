namespace Raposa.Collection.Sources.Aws;

internal static class IamServerCertificate
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_server_certificate",
        Description = "A certificate of TLS that is stored in IAM itself, for load balancers of old.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(4, 1, 12),
        Read = new AwsRead { List = new("iam:ListServerCertificates", "ServerCertificateMetadataList[]") { PageSize = 1000 } },
        Columns =
        [
            new("arn", "Arn", "Its ARN.", IsKey: true),
            new("name", "ServerCertificateName", "The name its maker gave it."),
            new("certificate_id", "ServerCertificateId", "The id AWS gave it."),
            new("path", "Path", "Where it stands in the tree of names; /cloudfront/ for those of distributions."),
            new("uploaded_at", "UploadDate", "When it was stored.", ColumnType.Timestamp),
            new("expires_at", "Expiration", "Until when it is good.", ColumnType.Timestamp),
        ],
        RefreshedBy = [new("aws.iam", "AWS API Call via CloudTrail", null)],
    };
}

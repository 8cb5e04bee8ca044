namespace Raposa.Collection.Sources.Aws;

internal static class CloudFrontDistribution
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_cloudfront_distribution",
        Description = "A distribution of CloudFront: a web site in front of its origins.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(15, 5, 120),
        Read = new AwsRead { List = new("cloudfront:ListDistributions", "DistributionList.Items[]") },
        Columns =
        [
            new("distribution_id", "Id", "The id AWS gave it.", IsKey: true),
            new("arn", "ARN", "Its ARN."),
            new("domain_name", "DomainName", "The name AWS gave it, under cloudfront.net."),
            new("aliases", "Aliases.Items[]", "The names it answers to beside that.", ColumnType.TextArray),
            new("status", "Status", "Deployed or InProgress."),
            new("is_enabled", "Enabled", "Whether it answers.", ColumnType.Boolean),
            new("origin_domains", "Origins.Items[].DomainName", "Where it fetches what it does not have.", ColumnType.TextArray),
            new("origins", "Origins.Items", "The same with protocols and access controls.", ColumnType.Json),
            new("viewer_protocol", "DefaultCacheBehavior.ViewerProtocolPolicy", "allow-all, https-only or redirect-to-https."),
            new("minimum_tls", "ViewerCertificate.MinimumProtocolVersion", "The oldest TLS it speaks."),
            new("has_default_certificate", "ViewerCertificate.CloudFrontDefaultCertificate", "Whether it shows CloudFront's own certificate.", ColumnType.Boolean),
            new("web_acl_id", "WebACLId", "The web ACL in front of it; empty if there is none."),
            new("changed_at", "LastModifiedTime", "When it last changed.", ColumnType.Timestamp),
            new("comment", "Comment", "What its maker said it is for."),
        ],
        ChangedAtColumn = "changed_at",
        Redactions = [new("Comment", RedactionPolicies.Text)],
    };
}

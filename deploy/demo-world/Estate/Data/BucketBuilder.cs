using System.Collections.Immutable;
using Raposa.DemoWorld.Estate.Trails;

namespace Raposa.DemoWorld.Estate.Data;

/// <summary>The buckets that the demo's day reads and writes, and what an account has beside them.</summary>
internal static class BucketBuilder
{
    public const string TrailBucket = "corvina-cloudtrail-logs", LegacyAssets = "corvina-legacy-downloads";

    /// <summary>Before the anchor: when the demo's day opens the bucket of exports (<c>PutBucketPolicy</c>).</summary>
    public static readonly TimeSpan OpenedBefore = TimeSpan.FromMinutes(149);

    public static ImmutableArray<Bucket> Of(AccountEstate account)
    {
        var home = account.Company.Regions[0].Name;
        var options = account.Company.Options;
        return account.Kind switch
        {
            AccountKind.Production =>
            [
                new("corvina-assets", home) { Policy = CloudFrontMayRead("corvina-assets", account.Id), HasLifecycle = true },
                new(Corvina.ExportBucket, home)
                {
                    Encryption = BucketEncryption.Kms, Versioning = "Enabled", HasAccessLogs = true, Classification = "confidential", OpenedAt = options.Anchor - OpenedBefore,
                },
                new("corvina-events-parquet", home) { Encryption = BucketEncryption.Kms, HasLifecycle = true },
                new("corvina-events-raw", home) { Encryption = BucketEncryption.Kms, HasLifecycle = true },
                new("corvina-flow-logs", home) { HasLifecycle = true },
                new("corvina-invoices", home) { Encryption = BucketEncryption.Kms, Versioning = "Enabled", HasObjectLock = true, Classification = "confidential" },
                new("corvina-lb-logs", home),
                new(LegacyAssets, account.Company.Regions[^1].Name)
                {
                    Encryption = null, BlocksPublicAccess = false, UsesAcls = true, Policy = EverybodyMayRead(LegacyAssets), CreatedAt = new(2017, 2, 9, 11, 48, 0, TimeSpan.Zero),
                    Classification = "public",
                },
                new("corvina-query-results", home),
                new("corvina-report-drafts", home),
                new("corvina-reports", home) { Encryption = BucketEncryption.Kms, Versioning = "Enabled", ReplicatesTo = "corvina-reports-replica" },
                new("corvina-reports-replica", account.Company.Regions[^1].Name) { Encryption = BucketEncryption.Kms, Versioning = "Enabled" },
                new("corvina-terraform-state", home) { Encryption = BucketEncryption.Kms, Versioning = "Suspended", Classification = "confidential" },
                new("corvina-uploads", home) { Versioning = "Enabled", HasLifecycle = true },
            ],
            AccountKind.Staging =>
            [
                new("corvina-staging-scratch", home) { Encryption = null, BlocksPublicAccess = false, UsesAcls = true },
                new("corvina-staging-uploads", home),
            ],
            AccountKind.Security =>
            [
                new("corvina-athena-results", home),
                new(TrailBucket, home)
                {
                    Encryption = BucketEncryption.Kms, Versioning = "Enabled", HasAccessLogs = true, HasLifecycle = true, Policy = TrailMayWrite(account.Company), Classification = "confidential",
                },
            ],
            _ => [new($"corvina-sandbox-{account.Id[^4..]}", home)],
        };
    }

    private static string EverybodyMayRead(string bucket) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Sid":"Downloads","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/*"}]}""";

    private static string CloudFrontMayRead(string bucket, string account) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket}}/*","Condition":{"StringEquals":{"AWS:SourceAccount":"{{account}}"} } }]}""";

    private static string TrailMayWrite(CompanyEstate company) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl","Resource":"arn:aws:s3:::{{TrailBucket}}"},{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::{{TrailBucket}}/AWSLogs/*"},{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::{{TrailBucket}}","arn:aws:s3:::{{TrailBucket}}/*"],"Condition":{"StringEquals":{"aws:PrincipalOrgID":"{{TrailArchive.Organization(company)}}"} } }]}""";

    /// <summary>What the thief of the demo's day writes.</summary>
    public static string OpenPolicy(string bucket) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Sid":"Partner","Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::{{bucket}}","arn:aws:s3:::{{bucket}}/*"]}]}""";
}

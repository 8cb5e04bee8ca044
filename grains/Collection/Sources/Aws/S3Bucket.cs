namespace Raposa.Collection.Sources.Aws;

internal static class S3Bucket
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_s3_bucket",
        Description = "A bucket with each of its settings; one that is not set says so.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(15, 5, 120),
        Read = new AwsRead
        {
            List = new("s3:ListBuckets", "Buckets[]"),
            Details =
            [
                Setting("GetBucketLocation"),
                Setting("GetPublicAccessBlock", "NoSuchPublicAccessBlockConfiguration"),
                Setting("GetBucketPolicyStatus", "NoSuchBucketPolicy"),
                Setting("GetBucketPolicy", "NoSuchBucketPolicy"),
                Setting("GetBucketAcl"),
                Setting("GetBucketOwnershipControls", "OwnershipControlsNotFoundError"),
                Setting("GetBucketEncryption", "ServerSideEncryptionConfigurationNotFoundError"),
                Setting("GetBucketVersioning"),
                Setting("GetBucketLogging"),
                Setting("GetObjectLockConfiguration", "ObjectLockConfigurationNotFoundError"),
                Setting("GetBucketLifecycleConfiguration", "NoSuchLifecycleConfiguration"),
                Setting("GetBucketReplication", "ReplicationConfigurationNotFoundError"),
                Setting("GetBucketWebsite", "NoSuchWebsiteConfiguration"),
                Setting("GetBucketTagging", "NoSuchTagSet"),
            ],
            Gone = ["NoSuchBucket"],
        },
        Columns =
        [
            new("name", "Name", "Its name, unique in the world.", IsKey: true),
            new("created_at", "CreationDate", "When it was made, or its policy last changed.", ColumnType.Timestamp),
            new("region", "GetBucketLocation.LocationConstraint", "Where it is; null for us-east-1."),
            new("blocks_public_acls", "GetPublicAccessBlock.PublicAccessBlockConfiguration.BlockPublicAcls", "Whether ACLs that open it are refused.", ColumnType.Boolean),
            new("ignores_public_acls", "GetPublicAccessBlock.PublicAccessBlockConfiguration.IgnorePublicAcls", "Whether ACLs that open it have no effect.", ColumnType.Boolean),
            new("blocks_public_policy", "GetPublicAccessBlock.PublicAccessBlockConfiguration.BlockPublicPolicy", "Whether policies that open it are refused.", ColumnType.Boolean),
            new("restricts_public_buckets", "GetPublicAccessBlock.PublicAccessBlockConfiguration.RestrictPublicBuckets", "Whether a policy that opens it lets in the account and services alone.", ColumnType.Boolean),
            new("has_public_policy", "GetBucketPolicyStatus.PolicyStatus.IsPublic", "Whether AWS calls its policy public; null if it has none.", ColumnType.Boolean),
            new("policy", "GetBucketPolicy.Policy", "Its policy, as JSON text."),
            new("grants", "GetBucketAcl.Grants", "Its ACL.", ColumnType.Json),
            new("grantee_uris", "GetBucketAcl.Grants[].Grantee.URI", "The groups its ACL names; AllUsers is everybody.", ColumnType.TextArray),
            new("ownership", "GetBucketOwnershipControls.OwnershipControls.Rules[].ObjectOwnership", "BucketOwnerEnforced if ACLs are off.", ColumnType.TextArray),
            new("encryption", "GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault.SSEAlgorithm", "How new objects are encrypted.", ColumnType.TextArray),
            new("kms_key_ids", "GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault.KMSMasterKeyID", "With which key.", ColumnType.TextArray),
            new("versioning", "GetBucketVersioning.Status", "Enabled, Suspended, or null if it never was on."),
            new("mfa_delete", "GetBucketVersioning.MFADelete", "Whether deleting a version takes a second factor."),
            new("log_bucket", "GetBucketLogging.LoggingEnabled.TargetBucket", "The bucket its requests are written to."),
            new("object_lock", "GetObjectLockConfiguration.ObjectLockConfiguration.ObjectLockEnabled", "Enabled if objects can be locked."),
            new("lifecycle_rules", "GetBucketLifecycleConfiguration.Rules", "When objects move or go.", ColumnType.Json),
            new("replication_role", "GetBucketReplication.ReplicationConfiguration.Role", "The role that copies its objects elsewhere."),
            new("website_index", "GetBucketWebsite.IndexDocument.Suffix", "The page it shows as a web site."),
            new("tags", "GetBucketTagging.TagSet", "Its tags.", ColumnType.Tags),
        ],
        Redactions =
        [
            new("GetBucketTagging.TagSet", RedactionPolicies.Tags),
            new("GetBucketAcl.Grants[].Grantee.EmailAddress", RedactionPolicies.Text),
        ],
        RefreshedBy = [new("aws.s3", "AWS API Call via CloudTrail", "detail.requestParameters.bucketName")],
    };

    private static AwsDetail Setting(string operation, params string[] absent) =>
        new($"s3:{operation}", new AwsArgument("Bucket", "Name")) { Absent = [.. absent] };
}

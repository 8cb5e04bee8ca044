using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Trails;

namespace Raposa.DemoWorld.Estate.Data;

/// <summary>S3's reads of buckets and their settings. What is not configured is an error there, and each has its own name.</summary>
internal static class BucketDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["ListBuckets"] = List,
        ["ListObjectsV2"] = ObjectDocuments.List,
        ["GetObject"] = ObjectDocuments.Get,
        ["GetBucketLocation"] = Location,
        ["GetPublicAccessBlock"] = PublicAccessBlock,
        ["GetBucketPolicyStatus"] = PolicyStatus,
        ["GetBucketPolicy"] = Policy,
        ["GetBucketEncryption"] = Encryption,
        ["GetBucketVersioning"] = call => EstateAnswer.Of(new JsonObject().With("Status", Find(call).Versioning)),
        ["GetBucketLogging"] = Logging,
        ["GetBucketAcl"] = Acl,
        ["GetBucketOwnershipControls"] = Ownership,
        ["GetObjectLockConfiguration"] = ObjectLock,
        ["GetBucketLifecycleConfiguration"] = Lifecycle,
        ["GetBucketReplication"] = Replication,
        ["GetBucketTagging"] = Tagging,
        ["GetBucketCors"] = call => throw Absent(call, "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        ["GetBucketWebsite"] = call => throw Absent(call, "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
        ["GetBucketNotificationConfiguration"] = call => Found(call, []),
    };

    public static Bucket Find(EstateCall call)
    {
        var name = call.Needed("Bucket");
        if (call.Account.Buckets.FirstOrDefault(bucket => bucket.Name == name) is { } found)
        {
            // Another region's endpoint does not serve it.
            return found.Region == call.RegionName
                ? found
                : throw new AwsErrorException(301, "PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.")
                {
                    Details = new Dictionary<string, string> { ["Endpoint"] = $"s3.{found.Region}.amazonaws.com", ["Bucket"] = name, ["Region"] = found.Region },
                };
        }

        var isTaken = call.Company.Accounts.Take(3).Any(account => account.Buckets.Any(bucket => bucket.Name == name));
        throw isTaken
            ? new AwsErrorException(403, "AccessDenied", "Access Denied")
            : new AwsErrorException(404, "NoSuchBucket", "The specified bucket does not exist") { Details = new Dictionary<string, string> { ["BucketName"] = name } };
    }

    public static string OwnerId(AccountEstate account) => account.Company.Ids.Hex(64, "canonical", account.Id);

    private static EstateAnswer List(EstateCall call) => EstateAnswer.List(
        "Buckets", [.. call.Account.Buckets.OrderBy(bucket => bucket.Name, StringComparer.Ordinal)],
        bucket => new JsonObject { ["Name"] = bucket.Name, ["CreationDate"] = Json.Time(bucket.CreatedAt), ["BucketRegion"] = bucket.Region },
        new() { ["Owner"] = new JsonObject { ["DisplayName"] = "corvina", ["ID"] = OwnerId(call.Account) } });

    // us-east-1 has no constraint, of old.
    private static EstateAnswer Location(EstateCall call)
    {
        var name = call.Needed("Bucket");
        var bucket = call.Account.Buckets.FirstOrDefault(one => one.Name == name) ?? Find(call);
        return EstateAnswer.Of(new() { ["LocationConstraint"] = bucket.Region == "us-east-1" ? null : bucket.Region });
    }

    private static EstateAnswer PublicAccessBlock(EstateCall call)
    {
        var bucket = Find(call);
        return bucket.BlocksPublicAccess && !bucket.IsOpenAt(call.Now)
            ? EstateAnswer.Of(new() { ["PublicAccessBlockConfiguration"] = Blocked(true) })
            : throw Absent(call, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
    }

    public static JsonObject Blocked(bool all) => new()
    {
        ["BlockPublicAcls"] = all, ["IgnorePublicAcls"] = all, ["BlockPublicPolicy"] = all, ["RestrictPublicBuckets"] = all,
    };

    private static EstateAnswer PolicyStatus(EstateCall call)
    {
        var policy = PolicyOf(call);
        return Found(call, new() { ["PolicyStatus"] = new JsonObject { ["IsPublic"] = policy.Contains("\"Principal\":\"*\"", StringComparison.Ordinal) } });
    }

    private static EstateAnswer Policy(EstateCall call) => EstateAnswer.Of(new() { ["Policy"] = PolicyOf(call) });

    private static string PolicyOf(EstateCall call)
    {
        var bucket = Find(call);
        return (bucket.IsOpenAt(call.Now) ? BucketBuilder.OpenPolicy(bucket.Name) : bucket.Policy)
            ?? throw Absent(call, "NoSuchBucketPolicy", "The bucket policy does not exist");
    }

    private static EstateAnswer Encryption(EstateCall call)
    {
        var bucket = Find(call);
        if (bucket.Encryption is not { } encryption)
        {
            throw Absent(call, "ServerSideEncryptionConfigurationNotFoundError", "The server side encryption configuration was not found");
        }

        var rule = encryption == BucketEncryption.Kms
            ? new JsonObject { ["SSEAlgorithm"] = "aws:kms", ["KMSMasterKeyID"] = call.Account.Region(bucket.Region)!.DataKeyArn }
            : new JsonObject { ["SSEAlgorithm"] = "AES256" };
        return EstateAnswer.Of(new()
        {
            ["ServerSideEncryptionConfiguration"] = new JsonObject
            {
                ["Rules"] = new JsonArray(new JsonObject { ["ApplyServerSideEncryptionByDefault"] = rule, ["BucketKeyEnabled"] = encryption == BucketEncryption.Kms }),
            },
        });
    }

    private static EstateAnswer Logging(EstateCall call)
    {
        var bucket = Find(call);
        return EstateAnswer.Of(new JsonObject().With(
            "LoggingEnabled", bucket.HasAccessLogs ? new JsonObject { ["TargetBucket"] = "corvina-lb-logs", ["TargetPrefix"] = $"s3/{bucket.Name}/" } : null));
    }

    private static EstateAnswer Acl(EstateCall call)
    {
        var bucket = Find(call);
        var owner = new JsonObject { ["DisplayName"] = "corvina", ["ID"] = OwnerId(call.Account) };
        var grants = new JsonArray(new JsonObject
        {
            ["Grantee"] = new JsonObject { ["DisplayName"] = "corvina", ["ID"] = OwnerId(call.Account), ["Type"] = "CanonicalUser" },
            ["Permission"] = "FULL_CONTROL",
        });
        if (bucket.Name == BucketBuilder.LegacyAssets)
        {
            grants.Add(new JsonObject
            {
                ["Grantee"] = new JsonObject { ["Type"] = "Group", ["URI"] = "http://acs.amazonaws.com/groups/global/AllUsers" },
                ["Permission"] = "READ",
            });
        }

        return EstateAnswer.Of(new() { ["Owner"] = owner, ["Grants"] = grants });
    }

    private static EstateAnswer Ownership(EstateCall call) => Find(call).UsesAcls
        ? throw Absent(call, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found")
        : EstateAnswer.Of(new()
        {
            ["OwnershipControls"] = new JsonObject { ["Rules"] = new JsonArray(new JsonObject { ["ObjectOwnership"] = "BucketOwnerEnforced" }) },
        });

    private static EstateAnswer ObjectLock(EstateCall call) => Find(call).HasObjectLock
        ? EstateAnswer.Of(new()
        {
            ["ObjectLockConfiguration"] = new JsonObject
            {
                ["ObjectLockEnabled"] = "Enabled",
                ["Rule"] = new JsonObject { ["DefaultRetention"] = new JsonObject { ["Mode"] = "COMPLIANCE", ["Years"] = 7 } },
            },
        })
        : throw Absent(call, "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket");

    private static EstateAnswer Lifecycle(EstateCall call) => Find(call).HasLifecycle
        ? EstateAnswer.Of(new()
        {
            ["Rules"] = new JsonArray(new JsonObject
            {
                ["ID"] = "expire", ["Filter"] = new JsonObject { ["Prefix"] = "" }, ["Status"] = "Enabled",
                ["Expiration"] = new JsonObject { ["Days"] = 400 },
                ["Transitions"] = new JsonArray(new JsonObject { ["Days"] = 30, ["StorageClass"] = "STANDARD_IA" }),
            }),
        })
        : throw Absent(call, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");

    private static EstateAnswer Replication(EstateCall call) => Find(call).ReplicatesTo is { } target
        ? EstateAnswer.Of(new()
        {
            ["ReplicationConfiguration"] = new JsonObject
            {
                ["Role"] = $"arn:aws:iam::{call.Account.Id}:role/corvina-replication",
                ["Rules"] = new JsonArray(new JsonObject
                {
                    ["ID"] = "all", ["Priority"] = 1, ["Filter"] = new JsonObject { ["Prefix"] = "" }, ["Status"] = "Enabled",
                    ["Destination"] = new JsonObject { ["Bucket"] = $"arn:aws:s3:::{target}" },
                    ["DeleteMarkerReplication"] = new JsonObject { ["Status"] = "Disabled" },
                }),
            },
        })
        : throw Absent(call, "ReplicationConfigurationNotFoundError", "The replication configuration was not found");

    private static EstateAnswer Tagging(EstateCall call)
    {
        var bucket = Find(call);
        return bucket.Encryption is null
            ? throw Absent(call, "NoSuchTagSet", "The TagSet does not exist")
            : EstateAnswer.Of(new() { ["TagSet"] = Json.Tags(("Environment", call.Account.Environment), ("Classification", bucket.Classification)) });
    }

    private static EstateAnswer Found(EstateCall call, JsonObject document)
    {
        _ = Find(call);
        return EstateAnswer.Of(document);
    }

    private static AwsErrorException Absent(EstateCall call, string code, string message) => new(404, code, message)
    {
        Details = new Dictionary<string, string> { ["BucketName"] = Find(call).Name },
    };
}

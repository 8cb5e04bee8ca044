using System.Collections.Frozen;

namespace Raposa.Collection.Sources;

/// <summary>The IAM action that a call needs. Mostly it is the call's own name; these are the others.</summary>
internal static class AwsAction
{
    private static readonly FrozenDictionary<string, string> Exceptions = new Dictionary<string, string>
    {
        ["s3:ListBuckets"] = "s3:ListAllMyBuckets",
        ["s3:GetPublicAccessBlock"] = "s3:GetBucketPublicAccessBlock",
        ["s3:GetBucketEncryption"] = "s3:GetEncryptionConfiguration",
        ["s3:GetBucketLifecycleConfiguration"] = "s3:GetLifecycleConfiguration",
        ["s3:GetBucketReplication"] = "s3:GetReplicationConfiguration",
        ["s3:GetObjectLockConfiguration"] = "s3:GetBucketObjectLockConfiguration",
        ["s3control:GetPublicAccessBlock"] = "s3:GetAccountPublicAccessBlock",
    }.ToFrozenDictionary();

    /// <param name="operation">Such as <c>elbv2:DescribeListeners</c>.</param>
    public static string Of(string operation) =>
        Exceptions.TryGetValue(operation, out var action) ? action
        : operation.Split(':') is ["elb" or "elbv2", var call] ? $"elasticloadbalancing:{call}"
        : operation.Split(':') is ["accessanalyzer", var analyzerCall] ? $"access-analyzer:{analyzerCall}"
        : operation;
}

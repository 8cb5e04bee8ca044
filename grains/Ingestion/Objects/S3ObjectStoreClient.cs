using System.Net;
using System.Net.Http;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;

namespace Raposa.Ingestion;

/// <summary>
/// Objects in an S3 bucket, or in anything that speaks S3. Every put asks for encryption at rest; at start the bucket is
/// asked for versioning and to be closed to the public.
/// </summary>
internal sealed partial class S3ObjectStoreClient(IAmazonS3 s3, S3Location location, ILogger<S3ObjectStoreClient> logger) : IObjectStore
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await AskAsync("versioning", () => s3.PutBucketVersioningAsync(
            new()
            {
                BucketName = location.Bucket,
                VersioningConfig = new() { Status = VersionStatus.Enabled },
            },
            cancellationToken));
        await AskAsync("public access block", () => s3.PutPublicAccessBlockAsync(
            new()
            {
                BucketName = location.Bucket,
                PublicAccessBlockConfiguration = new()
                {
                    BlockPublicAcls = true,
                    BlockPublicPolicy = true,
                    IgnorePublicAcls = true,
                    RestrictPublicBuckets = true,
                },
            },
            cancellationToken));
    }

    public async Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = location.Bucket,
            Key = location.Prefix + key,
            InputStream = new MemoryStream(content.ToArray(), writable: false),
            ContentType = contentType,
            ServerSideEncryptionMethod =
                location.KmsKeyId is null ? ServerSideEncryptionMethod.AES256 : ServerSideEncryptionMethod.AWSKMS,
            ServerSideEncryptionKeyManagementServiceKeyId = location.KmsKeyId,
        };
        await CallAsync(key, () => s3.PutObjectAsync(request, cancellationToken));
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(key, async () =>
            {
                using var response = await s3.GetObjectAsync(location.Bucket, location.Prefix + key, cancellationToken);
                using var content = new MemoryStream();
                await response.ResponseStream.CopyToAsync(content, cancellationToken);
                return content.ToArray();
            });
        }
        catch (ObjectStoreException absent) when (IsAbsent(absent))
        {
            return null;
        }
    }

    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(key, () => s3.GetObjectMetadataAsync(location.Bucket, location.Prefix + key, cancellationToken));
            return true;
        }
        catch (ObjectStoreException absent) when (IsAbsent(absent))
        {
            return false;
        }
    }

    // Both are the account's business in many organizations, so a refusal is said, not fatal: puts still ask for encryption.
    private async Task AskAsync<T>(string what, Func<Task<T>> call)
    {
        try
        {
            await CallAsync(location.Bucket, call);
        }
        catch (ObjectStoreException refused)
        {
            LogNotSet(what, location.Bucket, refused.Message);
        }
    }

    private async Task<T> CallAsync<T>(string key, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            throw new ObjectStoreException($"S3 refused {key} in bucket {location.Bucket}: {failure.Message}", failure);
        }
    }

    private static bool IsAbsent(ObjectStoreException failure) =>
        failure.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound };

    [LoggerMessage(LogLevel.Warning, "The {What} of bucket {Bucket} could not be set, and is not known to be: {Reason}")]
    private partial void LogNotSet(string what, string bucket, string reason);
}

/// <summary>A bucket, what keys begin with in it, and the KMS key that encrypts (null: S3's own).</summary>
internal sealed record S3Location(string Bucket, string Prefix, string? KmsKeyId);

namespace Raposa.Ingestion;

/// <summary>Settings of the section <c>Raposa:Ingestion</c>.</summary>
public sealed record IngestionOptions
{
    /// <summary>Grains that commit for one organization at the same time. Changing it is safe: what is open under the old ones is finished there.</summary>
    public int Shards { get; init; } = 4;

    /// <summary>Inflated bytes that this process parses and writes at once; what comes beyond is told to come again in a second.</summary>
    public long MaxBytesInFlight { get; init; } = 256L * 1024 * 1024;

    /// <summary>Inflated bytes that go into one transaction, if more is waiting.</summary>
    public int MaxBytesInGroup { get; init; } = 16 * 1024 * 1024;

    /// <summary>Events that wait for detection in memory. What does not fit waits in the database.</summary>
    public int MaxEventsAwaitingDetection { get; init; } = 20_000;

    public IngestionLimits Limits { get; init; } = new();

    public ObjectStoreOptions Objects { get; init; } = new();

    public TrailOptions Trail { get; init; } = new();
}

/// <summary>Where batches are kept as received: a bucket if one is named, else a folder.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>Default: <c>objects</c> below the data folder.</summary>
    public string? Folder { get; init; }
    public string? Bucket { get; init; }

    /// <summary>What keys begin with in the bucket.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The KMS key that encrypts; none: S3's own encryption (AES256).</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Of an S3 that is not AWS's; <c>AWS_ENDPOINT_URL_S3</c> and <c>AWS_ENDPOINT_URL</c> say the same.</summary>
    public string? Endpoint { get; init; }
    public string? Region { get; init; }
}

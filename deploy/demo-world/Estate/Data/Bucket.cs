namespace Raposa.DemoWorld.Estate.Data;

/// <summary>One S3 bucket and its settings.</summary>
internal sealed record Bucket(string Name, string Region)
{
    public DateTimeOffset CreatedAt { get; init; } = new(2023, 5, 16, 8, 2, 9, TimeSpan.Zero);

    /// <summary>Null for S3's own encryption by default of old, which answers that there is none.</summary>
    public BucketEncryption? Encryption { get; init; } = BucketEncryption.Managed;

    /// <summary>Null if it was never switched on.</summary>
    public string? Versioning { get; init; }

    public bool BlocksPublicAccess { get; init; } = true;

    public bool HasAccessLogs { get; init; }

    public bool HasLifecycle { get; init; }

    public bool HasObjectLock { get; init; }

    /// <summary>Null if it has none.</summary>
    public string? Policy { get; init; }

    /// <summary>Object writers own what they write, and ACLs count.</summary>
    public bool UsesAcls { get; init; }

    public string? ReplicatesTo { get; init; }

    public string Classification { get; init; } = "internal";

    /// <summary>When somebody opens it to everybody; null for the others.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public bool IsOpenAt(DateTimeOffset at) => OpenedAt is { } opened && at >= opened;
}

internal enum BucketEncryption
{
    /// <summary>AES256 with S3's keys.</summary>
    Managed,

    /// <summary>With the customer's key.</summary>
    Kms,
}

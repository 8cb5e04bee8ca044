namespace Raposa.Ingestion;

/// <summary>How much one delivery may be. AWS's own limit of a record is 256 KiB, of an EventBridge event 256 KiB.</summary>
public sealed record IngestionLimits
{
    /// <summary>For what was accepted before, perhaps under other limits.</summary>
    public static readonly IngestionLimits None = new()
    {
        MaxInflatedBytes = Array.MaxLength,
        MaxRatio = int.MaxValue,
        RatioFrom = Array.MaxLength,
        MaxRecordBytes = int.MaxValue,
        MaxRecords = int.MaxValue,
        MaxDays = int.MaxValue,
    };

    /// <summary>Bytes after inflating.</summary>
    public int MaxInflatedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Inflated bytes per byte received, once the body is larger than <see cref="RatioFrom"/>. Real log files stay below 40.</summary>
    public int MaxRatio { get; init; } = 200;
    public int RatioFrom { get; init; } = 1024 * 1024;
    public int MaxRecordBytes { get; init; } = 1024 * 1024;
    public int MaxRecords { get; init; } = 100_000;

    /// <summary>Different days of event time: each is a partition, and a transaction locks every partition it writes to.</summary>
    public int MaxDays { get; init; } = 400;
}

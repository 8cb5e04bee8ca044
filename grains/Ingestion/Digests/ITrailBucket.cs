using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>Where a trail's objects stand: a bucket of S3, or a folder laid out like one. It is only read.</summary>
internal interface ITrailBucket
{
    /// <summary>The bucket's name; null where the place does not know it.</summary>
    string? Name { get; }

    /// <summary>Objects whose keys begin with the prefix, in the order of their keys' bytes.</summary>
    /// <param name="startAfter">Only keys behind this one; null for all.</param>
    /// <exception cref="TrailReadException">They could not be listed.</exception>
    Task<TrailListing> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken);

    /// <summary>The object, or null if there is none of that key.</summary>
    /// <exception cref="TrailReadException">It could not be read.</exception>
    Task<TrailObject?> GetAsync(string key, CancellationToken cancellationToken);
}

/// <summary>One page of keys.</summary>
/// <param name="IsLast">False: list again, after the last key of this page.</param>
internal sealed record TrailListing(ImmutableArray<TrailEntry> Entries, bool IsLast);

/// <summary>A key, the bytes stored under it, and when they were stored, where that is known.</summary>
internal sealed record TrailEntry(string Key, long Bytes, DateTimeOffset? StoredAt);

/// <summary>An object as it stands in its bucket.</summary>
/// <param name="Content">The bytes, still compressed.</param>
/// <param name="Metadata">The user metadata, names in lower case without <c>x-amz-meta-</c>.</param>
/// <param name="StoredAt">S3's <c>Last-Modified</c>, where it is known.</param>
internal sealed record TrailObject(
    string Key, byte[] Content, ImmutableDictionary<string, string> Metadata, DateTimeOffset? StoredAt);

/// <summary>A trail could not be read; the message says which part, why, and what to do.</summary>
internal sealed class TrailReadException(string message, Exception? cause = null) : Exception(message, cause);

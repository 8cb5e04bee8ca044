using Orleans;

namespace Raposa.Ingestion;

/// <summary>What is known of one object of a trail: a digest or a log file. Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.trail-verdict")]
public enum TrailVerdict
{
    /// <summary>It is what CloudTrail delivered, where and when it should be.</summary>
    Valid = 1,

    /// <summary>Genuine; CloudTrail named it afterwards, in a digest made for what came too late for its hour's own.</summary>
    Backfill = 2,

    /// <summary>Genuine; delivered long after the hour it is of.</summary>
    Late = 3,

    /// <summary>A genuine digest before which there is time that no digest speaks of: logging or validation had been off.</summary>
    Gap = 4,

    /// <summary>Nothing proves it and nothing speaks against it: no signature is known, or no proven digest is of its time.</summary>
    Unproven = 5,

    /// <summary>A log file of a time whose digests are all there, and none of them names it.</summary>
    Extra = 6,

    /// <summary>Its content is not what was signed.</summary>
    Modified = 7,

    /// <summary>It is named, and is not there.</summary>
    Deleted = 8,

    /// <summary>It is genuine and stands where CloudTrail did not put it.</summary>
    Moved = 9,

    /// <summary>Its signature is by another key than CloudTrail's.</summary>
    ReSigned = 10,

    /// <summary>Each digest is signed and they do not follow each other: a link names another predecessor, or times cross.</summary>
    Reordered = 11,
}

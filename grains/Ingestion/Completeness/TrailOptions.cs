namespace Raposa.Ingestion;

/// <summary>Settings of the section <c>Raposa:Ingestion:Trail</c>.</summary>
public sealed record TrailOptions
{
    /// <summary>How far back the digests of an account that is new here are read.</summary>
    public TimeSpan FirstLook { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How far back each look goes for digests that came afterwards or went away.</summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long after its hour a digest may come before the hour is a gap.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Log files that one step reads at the least, if there are so many; a digest's are read together.</summary>
    public int FilesPerStep { get; init; } = 64;

    /// <summary>Pages of <c>LookupEvents</c> that one step reads; it gives two a second.</summary>
    public int LookupPagesPerStep { get; init; } = 10;
}

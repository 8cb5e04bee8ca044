using System.Collections.Immutable;
using Raposa.Collection;

namespace Raposa.Ingestion;

/// <summary>What is asked of AWS about the trails of an account and region.</summary>
/// <remarks>Every method throws <see cref="SourceReadException"/> where AWS refuses or cannot be reached.</remarks>
internal interface ITrailSource
{
    /// <summary>Where the trails that log this account and region deliver.</summary>
    Task<ImmutableArray<TrailPlace>> GetPlacesAsync(TrailKey key, CancellationToken cancellationToken);

    /// <summary>The place's bucket, read by the role of that account.</summary>
    ITrailBucket Open(TrailKey key, TrailPlace place, string readerAccountId);

    /// <summary>The keys that signed in the region within that time.</summary>
    Task<ImmutableArray<DigestPublicKey>> GetKeysAsync(
        TrailKey key, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>A page of events by <c>LookupEvents</c>, newest first.</summary>
    Task<LookupPage> LookUpAsync(
        TrailKey key, DateTimeOffset from, DateTimeOffset to, string? token, CancellationToken cancellationToken);
}

/// <summary>Where trails deliver an account's logs.</summary>
/// <param name="Root">What the keys begin with, as far as the account.</param>
/// <param name="Trails">Names of the trails that deliver there.</param>
/// <param name="ReaderAccountIds">Accounts whose role may be able to read it, best first.</param>
internal sealed record TrailPlace(
    string Bucket, string Root, string HomeRegion, ImmutableArray<string> Trails, ImmutableArray<string> ReaderAccountIds);

/// <summary>A page of looked-up events.</summary>
/// <param name="Records">Each as CloudTrail's JSON.</param>
/// <param name="Next">Null on the last page.</param>
internal sealed record LookupPage(ImmutableArray<string> Records, string? Next);

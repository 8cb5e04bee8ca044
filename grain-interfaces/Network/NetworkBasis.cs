using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Orleans;

namespace Raposa.Network;

/// <summary>What an answer is based on: without it no number says anything.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-basis")]
public sealed record NetworkBasis
{
    [Id(0)] public required DateTimeOffset AsOf { get; init; }

    /// <summary>The snapshots that were read; with them the answer can be worked out again. There may be thousands, so over HTTP their number and place stand for them.</summary>
    [Id(1), JsonIgnore] public ImmutableArray<Guid> Snapshots { get; init; } = [];

    /// <summary>How many snapshots were read.</summary>
    public int SnapshotCount => Snapshots.Length;

    /// <summary>Where to read which they are: how well each source was known at that time, with the snapshot that stands for it.</summary>
    public string SnapshotsAt => string.Create(CultureInfo.InvariantCulture, $"/v1/coverage?asOf={AsOf.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}");

    /// <summary>Interfaces that are known: what shares are shares of.</summary>
    [Id(2)] public required int Interfaces { get; init; }

    /// <summary>Sources that are not known whole, as <c>account/region/source</c>: what they would show is unknown.</summary>
    [Id(3)] public required ImmutableArray<string> Unknown { get; init; }
}

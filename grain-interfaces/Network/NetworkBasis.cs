using System.Collections.Immutable;
using Orleans;

namespace Raposa.Network;

/// <summary>What an answer is based on: without it no number says anything.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-basis")]
public sealed record NetworkBasis
{
    [Id(0)] public required DateTimeOffset AsOf { get; init; }

    /// <summary>The snapshots that were read; with them the answer can be worked out again.</summary>
    [Id(1)] public required ImmutableArray<Guid> Snapshots { get; init; }

    /// <summary>Interfaces that are known: what shares are shares of.</summary>
    [Id(2)] public required int Interfaces { get; init; }

    /// <summary>Sources that are not known whole, as <c>account/region/source</c>: what they would show is unknown.</summary>
    [Id(3)] public required ImmutableArray<string> Unknown { get; init; }
}

using System.Collections.Immutable;
using Orleans;

namespace Raposa.Network;

/// <summary>What if these rules were gone, or this port were closed?</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-what-if-question")]
public sealed record NetworkWhatIfQuestion
{
    [Id(0)] public required NetworkQuestion Question { get; init; }

    /// <summary>Ids of rules of security groups and of entries of network ACLs, as verdicts name them.</summary>
    [Id(1)] public ImmutableArray<string> RemovedRules { get; init; } = [];

    /// <summary>Security groups in which a port is closed; protocol and port are the question's.</summary>
    [Id(2)] public ImmutableArray<string> ClosedIn { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("raposa.network-what-if")]
public sealed record NetworkWhatIf
{
    [Id(0)] public required NetworkBasis Basis { get; init; }
    [Id(1)] public required NetworkVerdict Before { get; init; }
    [Id(2)] public required NetworkVerdict After { get; init; }

    /// <summary>Owners that the internet reached, in any number of hops, and then does not.</summary>
    [Id(3)] public required ImmutableArray<string> NoLongerReached { get; init; }
}

/// <summary>The smallest set of rules that cuts every way.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-cut")]
public sealed record NetworkCut
{
    [Id(0)] public required NetworkBasis Basis { get; init; }

    /// <summary>Null where no removal of rules cuts it, or none was found in time; empty where there is no way.</summary>
    [Id(1)] public ImmutableArray<string>? Rules { get; init; }

    /// <summary>Whether no smaller set would do.</summary>
    [Id(2)] public required bool IsProven { get; init; }
}

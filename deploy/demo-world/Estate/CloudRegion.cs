using System.Collections.Immutable;

namespace Raposa.DemoWorld.Estate;

/// <summary>AWS's regions, as far as the world knows them. The company opted in to the first few only.</summary>
internal sealed record CloudRegion(string Name, string UsagePrefix, string ZoneIdPrefix)
{
    public static readonly ImmutableArray<CloudRegion> All =
    [
        new("eu-west-1", "EU", "euw1"), new("us-east-1", "USE1", "use1"), new("eu-central-1", "EUC1", "euc1"),
        new("eu-west-2", "EUW2", "euw2"), new("us-west-2", "USW2", "usw2"), new("us-east-2", "USE2", "use2"),
        new("ap-southeast-1", "APS1", "apse1"), new("ap-northeast-1", "APN1", "apne1"), new("ca-central-1", "CAN1", "cac1"),
        new("eu-north-1", "EUN1", "eun1"), new("eu-west-3", "EUW3", "euw3"), new("sa-east-1", "SAE1", "sae1"),
        new("ap-south-1", "APS3", "aps1"), new("ap-southeast-2", "APS2", "apse2"), new("us-west-1", "USW1", "usw1"),
        new("af-south-1", "AFS1", "afs1"), new("eu-south-1", "EUS1", "eus1"), new("me-south-1", "MES1", "mes1"),
    ];

    public static CloudRegion Get(string name) => All.Single(region => region.Name == name);

    /// <summary>Three of its zones.</summary>
    public IEnumerable<(string Name, string Id)> Zones => "abc".Select((letter, index) => ($"{Name}{letter}", $"{ZoneIdPrefix}-az{index + 1}"));
}

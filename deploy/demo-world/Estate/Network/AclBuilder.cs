using System.Collections.Immutable;

namespace Raposa.DemoWorld.Estate.Network;

/// <summary>Network ACLs: the usual open one, and a narrow one in front of the databases.</summary>
internal static class AclBuilder
{
    private const int LastRule = 32767;

    public static ImmutableArray<NetworkAcl> Of(RegionEstate region, Vpc main, Vpc fallback, ImmutableArray<Subnet> subnets)
    {
        ImmutableArray<string> With(string acl) => [.. subnets.Where(subnet => subnet.Acl == acl).Select(subnet => subnet.Id)];
        var (open, data, unused) = (region.Id("acl", "main"), region.Id("acl", "data"), region.Id("acl", "default"));
        return
        [
            new(open, "corvina-main", main.Id, true, Open, With(open)),
            new(data, "corvina-data", main.Id, false, Data(main), With(data)),
            new(unused, "", fallback.Id, true, Open, With(unused)),
        ];
    }

    private static readonly ImmutableArray<AclEntry> Open =
    [
        new(100, "-1", true, true, "0.0.0.0/0"), new(LastRule, "-1", false, true, "0.0.0.0/0"),
        new(100, "-1", true, false, "0.0.0.0/0"), new(LastRule, "-1", false, false, "0.0.0.0/0"),
    ];

    private static ImmutableArray<AclEntry> Data(Vpc vpc) =>
    [
        new(100, "6", true, true, vpc.Cidr, 1024, 65535), new(110, "6", true, true, "0.0.0.0/0", 443, 443),
        new(LastRule, "-1", false, true, "0.0.0.0/0"),
        new(90, "6", false, false, "10.250.0.0/16", 5432, 5432),
        new(100, "6", true, false, vpc.Cidr, 5432, 5432), new(110, "6", true, false, vpc.Cidr, 3306, 3306),
        new(120, "6", true, false, vpc.Cidr, 443, 443), new(130, "6", true, false, "0.0.0.0/0", 1024, 65535),
        new(LastRule, "-1", false, false, "0.0.0.0/0"),
    ];
}

using Raposa.Network.Oracle;

namespace Raposa.Network;

/// <summary>A network small enough to know by heart: the internet reaches the web server, that the application, that the database.</summary>
internal static class SmallWorld
{
    /// <summary>A public subnet with i-web (443 and 80 for everybody) and a private one with i-app (8080 from web) and i-db (5432 from app and web's old rule).</summary>
    public static World ThreeTiers()
    {
        var world = new World();
        world.Vpcs.Add(new("vpc-1", "10.1.0.0/16", null));
        world.Subnets.Add(new("subnet-public", "vpc-1", "10.1.1.0/24", null, "a"));
        world.Subnets.Add(new("subnet-private", "vpc-1", "10.1.2.0/24", null, "a"));
        world.InternetGateways.Add(("igw-1", "vpc-1"));
        world.Tables.Add(new("rtb-public", "vpc-1", false, ["subnet-public"], [new("10.1.0.0/16", "local-"), new("0.0.0.0/0", "igw-1")]));
        world.Tables.Add(new("rtb-private", "vpc-1", true, [], [new("10.1.0.0/16", "local-")]));
        world.Acls.Add(new("acl-public", "vpc-1", ["subnet-public"], Open()));
        world.Acls.Add(new("acl-private", "vpc-1", ["subnet-private"], Open()));
        world.Groups.Add(new("sg-web", "vpc-1", [new(false, "tcp", 443, 443, "0.0.0.0/0"), new(false, "tcp", 80, 80, "0.0.0.0/0"), Everything]));
        world.Groups.Add(new("sg-app", "vpc-1", [new(false, "tcp", 8080, 8080, "sg-web"), Everything]));
        world.Groups.Add(new("sg-db", "vpc-1", [new(false, "tcp", 5432, 5432, "sg-app"), Everything]));
        world.Cards.Add(new("eni-web", "i-web", "subnet-public", "vpc-1", "interface", "10.1.1.10", "52.0.0.10", null, ["sg-web"]));
        world.Cards.Add(new("eni-app", "i-app", "subnet-private", "vpc-1", "interface", "10.1.2.20", null, null, ["sg-app"]));
        world.Cards.Add(new("eni-db", "i-db", "subnet-private", "vpc-1", "interface", "10.1.2.30", null, null, ["sg-db"]));
        return world;
    }

    private static WorldRule Everything => new(true, "-1", null, null, "0.0.0.0/0");

    private static List<WorldEntry> Open() => [new(100, false, true, "-1", null, null, "0.0.0.0/0"), new(100, true, true, "-1", null, null, "0.0.0.0/0")];

    /// <summary>Replaces the entries of an ACL.</summary>
    public static World WithAcl(this World world, string id, params WorldEntry[] entries)
    {
        var acl = world.Acls.Single(one => one.Id == id);
        acl.Entries.Clear();
        acl.Entries.AddRange(entries);
        return world;
    }

    public static World WithRule(this World world, string group, WorldRule rule)
    {
        world.Groups.Single(one => one.Id == group).Rules.Add(rule);
        return world;
    }
}

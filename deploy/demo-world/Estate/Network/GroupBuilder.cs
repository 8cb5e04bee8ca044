using System.Globalization;

namespace Raposa.DemoWorld.Estate.Network;

/// <summary>
/// Security groups that lead from the internet to the data in steps: balancer, web, worker, database. A few are too open,
/// and those are planted facts.
/// </summary>
internal static class GroupBuilder
{
    public const string Balancer = "corvina-alb", Web = "corvina-web", Worker = "corvina-worker", Nodes = "corvina-eks-nodes",
        Batch = "corvina-batch", Database = "corvina-database", Bastion = "corvina-bastion", Endpoints = "corvina-endpoints",
        Legacy = "corvina-legacy-reports", LegacyAdmin = "legacy-admin", Gpu = "launch-wizard-7";

    public static SecurityGroups Of(RegionEstate region)
    {
        var vpc = region.Network.Main;
        string Id(string name) => region.Id("sg", name);
        SecurityGroup Make(string name, string description, params (string Protocol, int From, int To, string Peer, string Why)[] ingress) => new(
            Id(name), name, description, vpc.Id,
            [
                .. ingress.Select((rule, index) => new GroupRule(
                    region.Id("sgr", string.Create(CultureInfo.InvariantCulture, $"{name}/{index}")), false, rule.Protocol, rule.From, rule.To, rule.Peer, rule.Why)),
                new(region.Id("sgr", $"{name}/out"), true, "-1", -1, -1, "0.0.0.0/0", ""),
            ]);

        var lists = region.Network.PrefixLists;
        List<SecurityGroup> groups =
        [
            Make("default", "default VPC security group", ("-1", -1, -1, Id("default"), "")),
            Make(Balancer, "Public load balancers", ("tcp", 443, 443, lists[2].Id, "From Cloudflare"), ("tcp", 443, 443, lists[1].Id, "From CloudFront")),
            Make(Web, "Web and API", ("tcp", 8080, 8080, Id(Balancer), "From the balancer"), ("tcp", 22, 22, Id(Bastion), "")),
            Make(Worker, "Queue workers", ("tcp", 9090, 9090, Id(Web), "From the web tier"), ("tcp", 22, 22, Id(Bastion), "")),
            Make(Batch, "Nightly batch", ("tcp", 22, 22, Id(Bastion), "")),
            Make(Nodes, "EKS nodes", ("-1", -1, -1, Id(Nodes), "Node to node"), ("tcp", 30000, 32767, Id(Balancer), "Node ports")),
            Make(
                Database, "PostgreSQL", ("tcp", 5432, 5432, Id(Web), ""), ("tcp", 5432, 5432, Id(Worker), ""), ("tcp", 5432, 5432, Id(Nodes), ""),
                ("tcp", 5432, 5432, Id(Legacy), ""), ("tcp", 3306, 3306, Id(Legacy), "Until the old reports are gone")),
            Make(Bastion, "Jump hosts", ("tcp", 22, 22, lists[3].Id, "From the offices")),
            Make(Endpoints, "Interface endpoints", ("tcp", 443, 443, vpc.Cidr, "")),
            Make(Legacy, "The old reports", ("tcp", 80, 80, "0.0.0.0/0", "Moved behind Cloudflare some day"), ("tcp", 80, 80, "::/0", "")),
            new(
                region.Id("sg", "default-vpc"), "default", "default VPC security group", region.Network.Default.Id,
                [
                    new(region.Id("sgr", "default-vpc/0"), false, "-1", -1, -1, region.Id("sg", "default-vpc"), ""),
                    new(region.Id("sgr", "default-vpc/out"), true, "-1", -1, -1, "0.0.0.0/0", ""),
                ]),
        ];
        if (region is { Account.IsProduction: true, IsHome: true })
        {
            groups.Add(Make(
                LegacyAdmin, "Vendor access, remove after migration", ("tcp", 22, 22, "0.0.0.0/0", "temporary"), ("tcp", 3389, 3389, "0.0.0.0/0", "temporary")));
        }

        if (region is { Account.IsProduction: true, Index: 2 } or { Account.IsProduction: true, IsHome: true, Account.Company.Options.Regions: < 3 })
        {
            groups.Add(Make(Gpu, "launch-wizard-7 created by the console", ("tcp", 22, 22, "0.0.0.0/0", ""), ("tcp", 8888, 8888, "0.0.0.0/0", "jupyter")));
        }

        return new([.. groups]);
    }
}

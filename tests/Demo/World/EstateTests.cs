using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Network;
using Raposa.DemoWorld.Estate.Sensors;

namespace Raposa.Demo;

/// <summary>The estate holds together: what one part names is there in another.</summary>
public class EstateTests
{
    private static readonly DateTimeOffset Anchor = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly CompanyEstate Company = new(new(Seed: 1, Anchor));
    private static readonly EstateMoment Now = new(Company, Anchor.AddMinutes(3));

    public static TheoryData<string, string> Regions
    {
        get
        {
            var regions = new TheoryData<string, string>();
            foreach (var account in Company.Accounts)
            {
                foreach (var region in account.Regions)
                {
                    regions.Add(account.Id, region.Name);
                }
            }

            return regions;
        }
    }

    [Fact]
    public void It_has_some_five_hundred_instances_and_fifty_thousand_sensor_records()
    {
        Assert.Equal(3, Company.Accounts.Count());
        Assert.Equal(9, Company.Accounts.Sum(account => account.Regions.Count()));
        Assert.InRange(Company.Accounts.SelectMany(account => account.Regions).Sum(region => Now.Present(region).Count()), 480, 530);
        Assert.Equal(50_000, Now.Sensors.Expected);
        Assert.InRange(Now.Sensors.All.Length, 49_900, 50_000);
    }

    [Theory, MemberData(nameof(Regions))]
    public void Every_interface_lies_in_a_subnet_of_its_network_and_no_two_share_an_address(string account, string region)
    {
        var here = Company.Account(account)!.Region(region)!;
        var interfaces = Interfaces.Of(Now, here);

        Assert.All(interfaces, one =>
        {
            Assert.Contains(one.Subnet, here.Network.Subnets);
            Assert.True(Contains(one.Subnet.Cidr, one.PrivateIp), $"{one.PrivateIp} is not in {one.Subnet.Cidr}");
            Assert.All(one.Groups, group => Assert.Contains(here.Groups.All, known => known.Id == group && known.Vpc == one.Subnet.Vpc));
        });
        Assert.Equal(interfaces.Count, interfaces.Select(one => one.PrivateIp).Distinct().Count());
        Assert.Equal(interfaces.Count, interfaces.Select(one => one.Id).Distinct().Count());
    }

    [Theory, MemberData(nameof(Regions))]
    public void Every_route_leads_to_something_that_is_there(string account, string region)
    {
        var network = Company.Account(account)!.Region(region)!.Network;
        string[] known =
        [
            "local", network.InternetGateway, network.DefaultInternetGateway, network.Nat.Id, network.TransitGateway, network.Peering?.Id ?? "none",
            .. network.Endpoints.Where(endpoint => endpoint.IsGateway).Select(endpoint => endpoint.Id),
        ];

        Assert.All(network.RouteTables.SelectMany(table => table.Routes), route => Assert.Contains(route.Target, known));
        Assert.All(network.Subnets, subnet => Assert.Contains(network.RouteTables, table => table.Id == subnet.RouteTable && table.Vpc == subnet.Vpc));
        Assert.All(network.Subnets, subnet => Assert.Contains(network.Acls, acl => acl.Id == subnet.Acl && acl.Subnets.Contains(subnet.Id)));
    }

    [Theory, MemberData(nameof(Regions))]
    public void The_nat_gateway_stands_in_a_subnet_that_the_internet_gateway_serves(string account, string region)
    {
        var network = Company.Account(account)!.Region(region)!.Network;
        var subnet = network.Subnets.Single(one => one.Id == network.Nat.Subnet);
        var table = network.RouteTables.Single(one => one.Id == subnet.RouteTable);

        Assert.Equal(SubnetKind.Public, subnet.Kind);
        Assert.Contains(table.Routes, route => route.Destination == "0.0.0.0/0" && route.Target == network.InternetGateway);
    }

    [Theory, MemberData(nameof(Regions))]
    public void Groups_name_groups_and_lists_that_are_there(string account, string region)
    {
        var here = Company.Account(account)!.Region(region)!;

        Assert.All(here.Groups.All.SelectMany(group => group.Rules), rule => Assert.True(rule.Kind switch
        {
            PeerKind.Group => here.Groups.All.Any(group => group.Id == rule.Peer),
            PeerKind.PrefixList => here.Network.PrefixLists.Any(list => list.Id == rule.Peer),
            _ => true,
        }, rule.ToString()));
    }

    [Fact]
    public void Public_addresses_are_of_the_ranges_for_documentation_and_the_others_private()
    {
        string[] documentation = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];
        var interfaces = Company.Accounts.SelectMany(account => account.Regions).SelectMany(region => Interfaces.Of(Now, region)).ToList();

        Assert.All(interfaces.Select(one => one.PublicIp).OfType<string>(), ip => Assert.Contains(documentation, range => Contains(range, ip)));
        Assert.All(interfaces, one => Assert.True(Contains("10.0.0.0/8", one.PrivateIp) || Contains("172.16.0.0/12", one.PrivateIp), one.PrivateIp));
    }

    /// <summary>Asked of EC2's and Falcon's documents, not of what they are made from.</summary>
    [Fact]
    public void Live_sensors_name_live_instances_but_for_the_few_that_know_no_cloud()
    {
        // Also those that ended a few minutes ago: their sensors reported until then.
        var live = Company.Accounts.SelectMany(account => account.Regions).SelectMany(region => Now.Instances(region)).Select(machine => machine.Id).ToHashSet();
        var fresh = Now.Sensors.All.Select(record => SensorDocuments.Host(record, Now))
            .Where(host => string.CompareOrdinal(host["last_seen"]!.GetValue<string>(), "2026-03-14T09:00:00Z") > 0 && host["system_manufacturer"]!.GetValue<string>() == "Amazon EC2").ToList();

        Assert.InRange(fresh.Count, 420, 500);
        Assert.All(fresh.Where(host => host.ContainsKey("instance_id")), host => Assert.Contains(host["instance_id"]!.GetValue<string>(), live));
        Assert.InRange(fresh.Count(host => !host.ContainsKey("instance_id")), 3, 40);
    }

    [Fact]
    public void Most_records_are_ghosts_and_some_have_the_address_of_a_living_machine()
    {
        var addresses = Company.Accounts.SelectMany(account => account.Regions).SelectMany(region => Now.Present(region)).Select(machine => machine.PrivateIp).ToHashSet();
        var ghosts = Now.Sensors.All.Where(record => record.Slot is { IsPermanent: false } slot && record.Generation < slot.GenerationAt(Now.At)).ToList();

        Assert.True(ghosts.Count > 49_000, $"{ghosts.Count} ghosts");
        Assert.Contains(ghosts.Take(5_000), record => addresses.Contains(record.Slot!.Machine(record.Generation).PrivateIp));
        Assert.Contains(Now.Sensors.All, record => record.Copy == 1);
    }

    [Fact]
    public void Each_day_the_tenant_forgets_some_hosts_and_has_them_back_later()
    {
        var today = Now.Sensors.All.Select(record => record.DeviceId).ToHashSet();
        var tomorrow = new EstateMoment(Company, Now.At.AddDays(1)).Sensors.All.Select(record => record.DeviceId).ToHashSet();
        var laptops = Now.Sensors.Expected - today.Count;

        Assert.InRange(laptops, 3, 60);
        // Of yesterday's places the youngest are there the day after, unless forgotten then.
        Assert.NotEmpty(tomorrow.Except(today));
    }

    [Fact]
    public void Machines_come_and_go_and_never_two_in_one_place()
    {
        var region = Company.Accounts.First().Regions.First();
        var before = Now.Present(region).Select(machine => machine.Id).ToHashSet();
        var after = new EstateMoment(Company, Now.At.AddHours(12)).Present(region).Select(machine => machine.Id).ToHashSet();

        Assert.NotEmpty(before.Except(after));
        Assert.NotEmpty(after.Except(before));
        Assert.NotEmpty(before.Intersect(after));
        Assert.All(region.Slots.Where(slot => !slot.IsPermanent), slot =>
        {
            var now = slot.GenerationAt(Now.At);
            Assert.True(slot.Machine(now - 1).EndsAt < slot.Machine(now).LaunchedAt);
            Assert.True(slot.Machine(now).LaunchedAt <= Now.At);
        });
    }

    [Fact]
    public void The_bucket_of_exports_is_closed_until_the_demo_opens_it()
    {
        var bucket = Company.Accounts.First().Buckets.Single(one => one.Name == "corvina-customer-exports");

        Assert.False(bucket.IsOpenAt(Anchor.AddHours(-3)));
        Assert.True(bucket.IsOpenAt(Anchor));
    }

    [Fact]
    public void The_same_seed_makes_the_same_estate_and_another_makes_another()
    {
        Assert.Equal(Digest(new(new(1, Anchor))), Digest(new(new(1, Anchor))));
        Assert.NotEqual(Digest(new(new(1, Anchor))), Digest(new(new(2, Anchor))));
    }

    [Theory, InlineData(40, 3, 400), InlineData(3, 3, 3_000), InlineData(1, 1, 20)]
    public void Its_size_is_what_is_asked_for(int accounts, int regions, int instances)
    {
        var company = new CompanyEstate(new(1, Anchor, accounts, regions, instances, FalconHosts: 100));
        var moment = new EstateMoment(company, Anchor);
        var present = company.Accounts.SelectMany(account => account.Regions).SelectMany(region => moment.Present(region)).ToList();

        Assert.Equal(accounts, company.Accounts.Count());
        Assert.InRange(present.Count, instances * 8 / 10, (instances * 12 / 10) + (accounts * regions) + 8);
        Assert.Equal(present.Count, present.Select(machine => machine.Id).Distinct().Count());
    }

    private static string Digest(CompanyEstate company)
    {
        var moment = new EstateMoment(company, Anchor);
        return string.Join('\n', company.Accounts.SelectMany(account => EstateOperations.All["ec2"]
            .Where(operation => operation.Key is "DescribeInstances" or "DescribeSecurityGroups" or "DescribeRouteTables")
            .Select(operation => Text(operation.Value(new(moment, account, "eu-west-1", [])))))) + string.Join('\n', moment.Sensors.All.Take(500).Select(record => SensorDocuments.Host(record, moment).ToJsonString()));
    }

    private static string Text(EstateAnswer answer) => string.Join('\n', ((ListAnswer)answer).Parts.SelectMany(part => Enumerable.Range(0, part.Count).Select(index => part.Item(index).ToJsonString())));

    private static bool Contains(string cidr, string address) =>
        System.Net.IPNetwork.Parse(cidr).Contains(System.Net.IPAddress.Parse(address));
}

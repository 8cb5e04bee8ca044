using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Network.Parsing;

/// <summary>
/// Puts a topology together from documents, one per resource, in whatever order they come. A part that was not collected is never
/// taken for one that is empty.
/// </summary>
internal sealed class TopologyBuilder
{
    private readonly Dictionary<string, Vpc> _vpcs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Subnet> _subnets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkInterface> _interfaces = new(StringComparer.Ordinal);
    private readonly List<NetworkInterface> _ofInstances = [];
    private readonly Dictionary<string, bool> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SecurityGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ruleIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkAcl> _acls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RouteTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PrefixList> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InternetGateway> _gateways = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NatGateway> _nats = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Peering> _peerings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TransitGateway> _transit = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TransitAttachment> _attachments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _associations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TransitRoute> _transitRoutes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoadBalancer> _balancers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool?> _crossesZones = new(StringComparer.Ordinal);
    private readonly List<(string Balancer, Listener Listener)> _listeners = [];
    private readonly Dictionary<string, TargetGroup> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<Target>> _health = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _balancerNames = new(StringComparer.Ordinal);
    private readonly List<AssumedResource> _assumed = [];
    private readonly HashSet<(Part, string)> _collected = [];

    /// <summary>Says that a part was read completely in a scope, be it empty or not.</summary>
    public TopologyBuilder Collected(Part part, string scope)
    {
        _collected.Add((part, scope));
        return this;
    }

    /// <param name="scope">The account and region, or the folder, that the document is from.</param>
    public TopologyBuilder Add(Part part, string scope, JsonElement document)
    {
        switch (part)
        {
            case Part.Vpcs:
                Put(_vpcs, RouteParser.Vpc(document, scope), vpc => vpc.Id);
                break;
            case Part.Subnets:
                Put(_subnets, RouteParser.Subnet(document), subnet => subnet.Id);
                break;
            case Part.Interfaces:
                AddInterface(document);
                break;
            case Part.Instances:
                AddInstance(document);
                break;
            case Part.SecurityGroups:
                Put(_groups, RuleParser.Group(document), group => group.Id);
                break;
            case Part.SecurityGroupRules:
                if (RuleParser.RuleId(document) is { } rule)
                {
                    _ruleIds[rule.Name] = rule.Id;
                }

                break;
            case Part.NetworkAcls:
                Put(_acls, RuleParser.Acl(document), acl => acl.Id);
                break;
            case Part.RouteTables:
                Put(_tables, RouteParser.Table(document), table => table.Id);
                break;
            case Part.PrefixLists:
                Put(_lists, RuleParser.List(document), list => list.Id);
                break;
            case Part.InternetGateways:
                Put(_gateways, RouteParser.InternetGateway(document), gateway => gateway.Id);
                break;
            case Part.NatGateways:
                Put(_nats, RouteParser.Nat(document), nat => nat.Id);
                break;
            case Part.Peerings:
                Put(_peerings, RouteParser.Peering(document), peering => peering.Id);
                break;
            case Part.TransitGateways:
                Put(_transit, RouteParser.TransitGateway(document), gateway => gateway.Id);
                break;
            case Part.TransitAttachments:
                AddAttachment(document);
                break;
            case Part.TransitRouteTables:
                AddTransitTable(document);
                break;
            case Part.TransitRoutes:
                Put(_transitRoutes, RouteParser.TransitRoute(document), route => route.Id);
                break;
            case Part.LoadBalancers:
                AddBalancer(document);
                break;
            case Part.ClassicLoadBalancers:
                AddClassic(document);
                break;
            case Part.LoadBalancerAttributes:
                if (document.Text("LoadBalancerArn") is { } balancer)
                {
                    _crossesZones[balancer] = BalancerParser.CrossesZones(document);
                }

                break;
            case Part.Listeners:
                if (BalancerParser.Listener(document) is { } listener)
                {
                    _listeners.Add(listener);
                }

                break;
            case Part.TargetGroups:
                Put(_targets, BalancerParser.Group(document), group => group.Id);
                break;
            case Part.TargetHealth:
                if (document.Text("TargetGroupArn") is { } group)
                {
                    _health[group] = BalancerParser.Targets(document, null);
                }

                break;
            case Part.Databases:
            case Part.SearchDomains:
                if (AssumedResource.Of(document) is { } resource)
                {
                    _assumed.Add(resource);
                }

                break;
            case Part.EgressOnlyGateways:
            case Part.Endpoints:
            default:
                // Routes say all that is asked of these.
                break;
        }

        return this;
    }

    public Topology Build()
    {
        var subnets = _subnets.Values;
        foreach (var subnet in subnets)
        {
            // A VPC may be known by its subnets alone, and then by no scope of its own.
            _vpcs.TryAdd(subnet.VpcId, new(subnet.VpcId, "", []));
        }

        var balancers = Balancers();
        var interfaces = Interfaces(balancers);
        var groups = _groups.Values.Select(Named).ToDictionary(group => group.Id, StringComparer.Ordinal);
        return new()
        {
            Vpcs = _vpcs,
            Subnets = _subnets,
            Interfaces = interfaces,
            Groups = groups,
            Acls = _acls,
            RouteTables = _tables,
            PrefixLists = _lists,
            InternetGateways = _gateways,
            NatGateways = _nats,
            Peerings = _peerings,
            TransitGateways = _transit,
            Attachments = _attachments.Values
                .Select(one => one.RouteTableId is null && _associations.TryGetValue(one.Id, out var table) ? one with { RouteTableId = table } : one)
                .ToDictionary(one => one.Id, StringComparer.Ordinal),
            TransitRoutes = _transitRoutes,
            LoadBalancers = balancers,
            TargetGroups = _targets.Values
                .Select(group => _health.TryGetValue(group.Id, out var targets) ? group with { Targets = targets } : group)
                .ToDictionary(group => group.Id, StringComparer.Ordinal),
            Collected = _collected,
            Index = TopologyIndex.Of(subnets, interfaces.Values, _acls.Values, _tables.Values, _gateways.Values, _nats.Values, balancers),
        };
    }

    private static void Put<T>(Dictionary<string, T> into, T? value, Func<T, string> id)
        where T : class
    {
        if (value is not null)
        {
            into[id(value)] = value;
        }
    }

    private void AddInterface(JsonElement document)
    {
        Put(_interfaces, InterfaceParser.Interface(document), one => one.Id);
        if (document.Text("NetworkInterfaceId") is { } id && InterfaceParser.BalancerName(document.Text("Description") ?? "") is { } name)
        {
            _balancerNames[id] = name;
        }
    }

    private void AddInstance(JsonElement document)
    {
        if (document.Text("InstanceId") is not { } id)
        {
            return;
        }

        _running[id] = document.Member("State")?.Text("Name") is null or "running" or "pending";
        _ofInstances.AddRange(document.List("NetworkInterfaces").Select(one => InterfaceParser.Interface(one, id)).OfType<NetworkInterface>());
    }

    // Both calls list an attachment of a VPC, and each says something that the other does not.
    private void AddAttachment(JsonElement document)
    {
        if (RouteParser.Attachment(document) is not { } attachment)
        {
            return;
        }

        if (_attachments.TryGetValue(attachment.Id, out var other))
        {
            attachment = attachment with
            {
                RouteTableId = attachment.RouteTableId ?? other.RouteTableId,
                SubnetIds = attachment.SubnetIds.IsEmpty ? other.SubnetIds : attachment.SubnetIds,
            };
        }

        _attachments[attachment.Id] = attachment;
    }

    private void AddTransitTable(JsonElement document)
    {
        if (document.Text("TransitGatewayRouteTableId") is not { } table)
        {
            return;
        }

        foreach (var one in (document.Member("GetTransitGatewayRouteTableAssociations") ?? document).List("Associations"))
        {
            if (one.Text("TransitGatewayAttachmentId") is { } attachment && one.Text("State") is null or "associated")
            {
                _associations[attachment] = table;
            }
        }
    }

    private void AddBalancer(JsonElement document)
    {
        Put(_balancers, BalancerParser.Balancer(document), balancer => balancer.Id);
        if (AssumedResource.OfBalancer(document) is { } resource)
        {
            _assumed.Add(resource);
        }
    }

    private void AddClassic(JsonElement document)
    {
        if (BalancerParser.Classic(document) is not { } classic)
        {
            return;
        }

        _balancers[classic.Balancer.Id] = classic.Balancer;
        foreach (var group in classic.Groups)
        {
            _targets[group.Id] = group;
        }

        if (AssumedResource.OfBalancer(document) is { } resource)
        {
            _assumed.Add(resource);
        }
    }

    private Dictionary<string, LoadBalancer> Balancers()
    {
        var listeners = _listeners.ToLookup(one => one.Balancer, one => one.Listener, StringComparer.Ordinal);
        var known = _collected.Any(collected => collected.Item1 == Part.Listeners);
        return _balancers.Values.Select(balancer => balancer with
        {
            CrossesZones = balancer.CrossesZones ?? _crossesZones.GetValueOrDefault(balancer.Id),
            Listeners = balancer.Listeners ?? (known ? [.. listeners[balancer.Id]] : null),
        }).ToDictionary(balancer => balancer.Id, StringComparer.Ordinal);
    }

    private Dictionary<string, NetworkInterface> Interfaces(Dictionary<string, LoadBalancer> balancers)
    {
        var found = new Dictionary<string, NetworkInterface>(_interfaces, StringComparer.Ordinal);
        foreach (var one in _ofInstances)
        {
            // Interfaces of an instance are in it too. An id that says something else was made up by whoever published the data.
            if (!found.TryGetValue(one.Id, out var same))
            {
                found[one.Id] = one;
            }
            else if (!same.Addresses.SequenceEqual(one.Addresses) && !_interfaces.ContainsKey(one.Id))
            {
                found[$"{one.OwnerId}/{one.Id}"] = one with { Id = $"{one.OwnerId}/{one.Id}" };
            }
        }

        var nats = _nats.Values.SelectMany(nat => nat.Addresses, (nat, address) => (address.InterfaceId, nat.Id))
            .Where(pair => pair.InterfaceId is not null).ToLookup(pair => pair.InterfaceId!, pair => pair.Id, StringComparer.Ordinal);
        foreach (var one in found.Values.ToArray())
        {
            found[one.Id] = one with
            {
                OwnerId = OwnerOf(one, nats, balancers),
                Kind = nats.Contains(one.Id) ? InterfaceKind.NatGateway : one.Kind,
                IsStopped = !_running.GetValueOrDefault(one.OwnerId, true),
            };
        }

        var taken = found.Values.SelectMany(one => one.Addresses, (one, address) => (one.VpcId, address.Private)).ToHashSet();
        var owners = found.Values.Select(one => one.OwnerId).ToHashSet(StringComparer.Ordinal);
        foreach (var resource in _assumed.Where(resource => !owners.Contains(resource.Id)))
        {
            foreach (var one in resource.Interfaces(_subnets, taken))
            {
                found[one.Id] = one;
            }
        }

        return found;
    }

    private string OwnerOf(NetworkInterface one, ILookup<string, string> nats, Dictionary<string, LoadBalancer> balancers)
    {
        if (nats[one.Id].FirstOrDefault() is { } nat)
        {
            return nat;
        }

        // "app/name/id" is the end of the ARN; of a classic one it is the name.
        return one.Kind == InterfaceKind.LoadBalancer && _balancerNames.TryGetValue(one.Id, out var name)
            ? balancers.Keys.FirstOrDefault(id => id == name || id.EndsWith("/" + name, StringComparison.Ordinal)) ?? one.OwnerId
            : one.OwnerId;
    }

    private SecurityGroup Named(SecurityGroup group) => _ruleIds.Count == 0
        ? group
        : group with { Ingress = [.. group.Ingress.Select(Named)], Egress = [.. group.Egress.Select(Named)] };

    private GroupRule Named(GroupRule rule) => _ruleIds.TryGetValue(rule.Id, out var id) ? rule with { Id = id } : rule;
}

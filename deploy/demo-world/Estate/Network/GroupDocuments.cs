using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Network;

/// <summary>Security groups, their rules, and prefix lists as EC2 describes them.</summary>
internal static class GroupDocuments
{
    public static EstateAnswer Groups(EstateCall call) => EstateAnswer.List("SecurityGroups", call.Region.Groups.All, group => new JsonObject
    {
        ["Description"] = group.Description, ["GroupName"] = group.Name,
        ["IpPermissions"] = Permissions(group.Ingress, call.Account.Id),
        ["OwnerId"] = call.Account.Id, ["GroupId"] = group.Id, ["IpPermissionsEgress"] = Permissions(group.Egress, call.Account.Id),
        ["VpcId"] = group.Vpc, ["Tags"] = Json.Tags(("Name", group.Name)),
        ["SecurityGroupArn"] = call.Region.Arn("ec2", $"security-group/{group.Id}"),
    });

    public static EstateAnswer Rules(EstateCall call) => EstateAnswer.List(
        "SecurityGroupRules", [.. call.Region.Groups.All.SelectMany(group => group.Rules.Select(rule => (group, rule)))], one => new JsonObject
        {
            ["SecurityGroupRuleId"] = one.rule.Id, ["GroupId"] = one.group.Id, ["GroupOwnerId"] = call.Account.Id,
            ["IsEgress"] = one.rule.IsEgress,
            ["IpProtocol"] = one.rule.Protocol, ["FromPort"] = one.rule.From, ["ToPort"] = one.rule.To, ["Tags"] = new JsonArray(),
            ["SecurityGroupRuleArn"] = call.Region.Arn("ec2", $"security-group-rule/{one.rule.Id}"),
        }
        .With("Description", one.rule.Description.Length > 0 ? one.rule.Description : null)
        .With("CidrIpv4", one.rule.Kind == PeerKind.Ipv4 ? one.rule.Peer : null)
        .With("CidrIpv6", one.rule.Kind == PeerKind.Ipv6 ? one.rule.Peer : null)
        .With("PrefixListId", one.rule.Kind == PeerKind.PrefixList ? one.rule.Peer : null)
        .With("ReferencedGroupInfo", one.rule.Kind == PeerKind.Group ? new JsonObject { ["GroupId"] = one.rule.Peer, ["UserId"] = call.Account.Id } : null));

    public static EstateAnswer ManagedPrefixLists(EstateCall call) => EstateAnswer.List("PrefixLists", call.Region.Network.PrefixLists, list => new JsonObject
    {
        ["PrefixListId"] = list.Id, ["AddressFamily"] = "IPv4", ["State"] = "create-complete", ["PrefixListName"] = list.Name,
        ["PrefixListArn"] = list.Owner == "AWS" ? $"arn:aws:ec2:{call.RegionName}:aws:prefix-list/{list.Id}" : call.Region.Arn("ec2", $"prefix-list/{list.Id}"),
        ["OwnerId"] = list.Owner, ["Tags"] = new JsonArray(),
    }.With("MaxEntries", list.Owner == "AWS" ? null : 20).With("Version", list.Owner == "AWS" ? null : 1));

    public static EstateAnswer Entries(EstateCall call)
    {
        var id = call.Needed("PrefixListId");
        var list = call.Region.Network.PrefixLists.FirstOrDefault(one => one.Id == id)
            ?? throw new AwsErrorException(400, "InvalidPrefixListID.NotFound", $"The prefix list ID '{id}' does not exist");
        return EstateAnswer.List("Entries", list.Entries, entry => new JsonObject { ["Cidr"] = entry.Cidr }
            .With("Description", entry.Description.Length > 0 ? entry.Description : null));
    }

    public static EstateAnswer PrefixLists(EstateCall call) => EstateAnswer.List(
        "PrefixLists", [.. call.Region.Network.PrefixLists.Where(list => list.Owner == "AWS")], list => new JsonObject
        {
            ["Cidrs"] = Json.Texts(list.Entries.Select(entry => entry.Cidr)), ["PrefixListId"] = list.Id,
            ["PrefixListName"] = list.Name,
        });

    // One permission for each protocol and range, with all its peers, as EC2 gathers them.
    private static JsonArray Permissions(IEnumerable<GroupRule> rules, string account) => Json.Array(rules
        .GroupBy(rule => (rule.Protocol, rule.From, rule.To))
        .Select(rules => new JsonObject { ["IpProtocol"] = rules.Key.Protocol }
            .With("FromPort", rules.Key.Protocol == "-1" ? null : rules.Key.From)
            .With("ToPort", rules.Key.Protocol == "-1" ? null : rules.Key.To)
            .With("UserIdGroupPairs", Peers(rules, PeerKind.Group, rule => new JsonObject { ["UserId"] = account, ["GroupId"] = rule.Peer }))
            .With("IpRanges", Peers(rules, PeerKind.Ipv4, rule => new JsonObject { ["CidrIp"] = rule.Peer }))
            .With("Ipv6Ranges", Peers(rules, PeerKind.Ipv6, rule => new JsonObject { ["CidrIpv6"] = rule.Peer }))
            .With("PrefixListIds", Peers(rules, PeerKind.PrefixList, rule => new JsonObject { ["PrefixListId"] = rule.Peer }))));

    private static JsonArray Peers(IEnumerable<GroupRule> rules, PeerKind kind, Func<GroupRule, JsonObject> write) => Json.Array(rules
        .Where(rule => rule.Kind == kind)
        .Select(rule => write(rule).With("Description", rule.Description.Length > 0 ? rule.Description : null)));
}

using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Network.Paths;

namespace Raposa.Network;

/// <summary>Which exposures are findings: a live host or database that anybody on the internet reaches on more than the ports of the web.</summary>
internal static class ExposureFindings
{
    public const string Kind = "network.exposed";

    private static readonly PortSet Web = PortSet.Only(80).Or(PortSet.Only(443));

    // Ports whose services take over the machine or hand out its data to whoever gets in.
    private static readonly int[] Sensitive = [22, 23, 135, 445, 1433, 1521, 2375, 3306, 3389, 5432, 5900, 5985, 6379, 9200, 11211, 27017];

    public static ImmutableArray<FindingDraft> Of(ReachabilityTable table, DateTimeOffset seenAt, Guid? run = null) =>
    [
        .. table.Partition.Classes.Where(one => one.First is { Kind: InterfaceKind.Host, IsStopped: false })
            .SelectMany(one => one.Members.Select(member => (Member: member, Rows: Beyond(table.FromInternet(one.Number)).ToArray())))
            .Where(one => one.Rows.Length > 0)
            .GroupBy(one => one.Member.OwnerId, StringComparer.Ordinal)
            .Select(owner => Draft(table.Topology, owner.First().Member, [.. owner.SelectMany(one => one.Rows)], seenAt, run)),
    ];

    /// <summary>Whether it is certain that a finding's owner is exposed no longer: it is reached by nobody for sure, or it is gone.</summary>
    public static bool IsOver(ReachabilityTable table, ExposedOwner owner)
    {
        var members = table.Topology.Index.ByOwner[owner.OwnerId].ToArray();
        return members.Length == 0
            ? table.Topology.Collected.Contains((Part.Interfaces, $"{owner.AccountId}/{owner.Region}"))
            : members.All(member => member.IsStopped || table.FromInternet(table.Partition.Of[member.Id].Number).All(row => row.IsCertain));
    }

    private static IEnumerable<ReachabilityRow> Beyond(ImmutableArray<ReachabilityRow> rows) => rows.Where(row => row is { IsCertain: true, IsEveryone: true }
        && !IpProtocol.IsIcmp(row.Protocol)
        && (row.Protocol != IpProtocol.Tcp || !PortSet.Of(row.FromPort, row.ToPort).Except(Web).IsEmpty));

    private static FindingDraft Draft(Topology topology, NetworkInterface member, ReachabilityRow[] rows, DateTimeOffset seenAt, Guid? run)
    {
        var (account, region) = topology.PlaceOf(member);
        var isSensitive = rows.Any(row => row.Protocol == IpProtocol.Any
            || (row.Protocol == IpProtocol.Tcp && Sensitive.Any(port => port >= row.FromPort && port <= row.ToPort)));
        var open = string.Join(", ", rows.Select(Text).Distinct());
        var rules = rows.SelectMany(row => row.Rules).Distinct().ToArray();
        return new()
        {
            Fingerprint = $"{Kind}:{account}:{member.OwnerId}",
            Kind = Kind,
            Severity = isSensitive ? Severity.High : Severity.Medium,
            Title = $"Anybody on the internet reaches {member.OwnerId} on {open}",
            Detail = $"Packets from any address arrive at {member.OwnerId} ({member.Id} in {member.VpcId}) on {open}, and answers come back. "
                + "Whoever finds a weakness or a password there is in. Narrow the rules to the addresses that need it, or put it behind a load balancer or a VPN. "
                + $"It is let in by {string.Join(", ", rules)}.",
            AccountId = account,
            Region = region,
            Subject = member.OwnerId,
            SeenAt = seenAt,
            RunId = run,
            EvidenceJson = JsonSerializer.Serialize(new { open = rows.Select(Text).Distinct(), rules, interfaceId = member.Id, vpcId = member.VpcId }),
        };
    }

    private static string Text(ReachabilityRow row) => row.Protocol == IpProtocol.Any
        ? "every protocol and port"
        : !IpProtocol.HasPorts(row.Protocol) ? $"protocol {row.Protocol}"
        : row is { FromPort: 0, ToPort: 65535 } ? $"all ports of {IpProtocol.Name(row.Protocol)}"
        : row.FromPort == row.ToPort ? $"{IpProtocol.Name(row.Protocol)}/{row.FromPort}"
        : $"{IpProtocol.Name(row.Protocol)}/{row.FromPort}-{row.ToPort}";
}

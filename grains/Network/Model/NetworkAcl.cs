using System.Collections.Immutable;

namespace Raposa.Network;

/// <summary>A network ACL: its entries decide by the lowest number that matches, and it remembers no connection.</summary>
/// <param name="Entries">Both directions, by rule number.</param>
internal sealed record NetworkAcl(string Id, string VpcId, ImmutableArray<AclEntry> Entries, ImmutableArray<string> SubnetIds);

internal sealed record AclEntry(string Id, int Number, bool IsEgress, bool Allows, int Protocol, PortSet Ports, Cidr Range);

using System.Collections.Immutable;

namespace Raposa.Reconciliation;

/// <summary>What reconciliation reads of a network interface, from the columns of <c>aws_ec2_network_interface</c>.</summary>
/// <param name="InstanceId">Null for one of a service, or of nothing.</param>
/// <param name="Mac">Lower case, with colons.</param>
internal sealed record InterfaceFacts(
    string AccountId, string Region, string InterfaceId, string? InstanceId, ImmutableArray<string> PrivateIps, string? Mac);

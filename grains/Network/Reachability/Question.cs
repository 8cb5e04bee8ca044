namespace Raposa.Network.Reachability;

/// <summary>Whether one end reaches another.</summary>
/// <param name="From"><c>internet</c>, an address, or the id of an interface, an instance, a database, a load balancer, a subnet or a group.</param>
/// <param name="To">The same.</param>
/// <param name="Protocol">A number, or <see cref="IpProtocol.Any"/>.</param>
/// <param name="Port">Of ICMP the type; null for any.</param>
internal sealed record Question(string From, string To, int Protocol = IpProtocol.Any, int? Port = null);

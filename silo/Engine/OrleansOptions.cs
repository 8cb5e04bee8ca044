#if ENGINE_ORLEANS
using System.Net;

namespace Raposa.Engine;

/// <summary>This silo's place in its cluster. Bound from the configuration section <c>Raposa:Orleans</c>.</summary>
internal sealed class OrleansOptions
{
    /// <summary>Silos and clients with the same id find each other.</summary>
    public string ClusterId { get; set; } = "raposa";

    /// <summary>Whose state and reminders these are. Unlike the cluster's, it must outlive every deployment.</summary>
    public string ServiceId { get; set; } = "raposa";

    /// <summary>The address others reach this silo at, and the only one it listens on.</summary>
    public string Address { get; set; } = "127.0.0.1";

    public int SiloPort { get; set; } = 11111;

    /// <summary>Where clients come in.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>
    /// How long a caller waits. A silo that dies takes the calls it was working on with it, and nothing but this ends
    /// the wait for them; a method that may take longer says so with <c>[ResponseTimeout]</c>.
    /// </summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidOperationException">The address is not an IP address; the message names the setting.</exception>
    public IPAddress RequireAddress() => IPAddress.TryParse(Address, out var address)
        ? address
        : throw new InvalidOperationException($"Raposa:Orleans:Address is '{Address}', which is not an IP address.");
}
#endif

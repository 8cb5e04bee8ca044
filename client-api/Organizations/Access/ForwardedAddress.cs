using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Raposa.Organizations.Access;

/// <summary>
/// The address that a request comes from: the connection's, or behind a proxy of ours the one that this proxy names in
/// <c>X-Forwarded-For</c>. What anybody else writes there is not believed.
/// </summary>
internal static class ForwardedAddress
{
    public static void UseForwardedAddress(this IApplicationBuilder app, IReadOnlyList<string> trustedProxies)
    {
        if (trustedProxies.Count == 0)
        {
            return;
        }

        // As many steps as there are proxies of ours in a row: the first address that is none of them is the client's.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in trustedProxies)
        {
            options.KnownIPNetworks.Add(NetworkOf(proxy));
        }

        app.UseForwardedHeaders(options);
    }

    private static IPNetwork NetworkOf(string text) => IPNetwork.TryParse(text, out var network)
        ? network
        : IPAddress.TryParse(text, out var address)
            ? new(address, address.GetAddressBytes().Length * 8)
            : throw new InvalidOperationException($"'{text}' in Raposa:TrustedProxies is neither an address nor a network such as 10.0.0.0/8.");
}

namespace Raposa.Network.Reachability;

/// <summary>The way of a packet between two addresses, whatever its protocol and port: nodes, and the filters at them.</summary>
/// <param name="Steps">In the order in which they decide: there, then the way back of the answer.</param>
/// <param name="Source">The address that the packet starts with.</param>
/// <param name="Mechanism">What carries it: vpc, peering, internet, nat, load balancer…</param>
/// <param name="Target">The interface at the end; null if that is outside, or if it never arrives.</param>
internal sealed record Trace(
    IReadOnlyList<Step> Steps, IpAddress Source, IpAddress Destination, string Mechanism, NetworkInterface? Target)
{
    public const int AnyPort = -1;

    /// <summary>The port of the receiver (<see cref="AnyPort"/> if it is not known) where a load balancer chose it; the asked port is then this one, not the balancer's.</summary>
    public int? ReceiverPort { get; init; }

    /// <summary>Whether its end on the internet stands for anybody, and not only for addresses that a rule means.</summary>
    public bool IsEveryone { get; init; }

    public IEnumerable<string> Path
    {
        get
        {
            string? last = null;
            foreach (var step in Steps)
            {
                if (!step.IsReply && step.Node != last)
                {
                    yield return last = step.Node;
                }
            }
        }
    }
}

/// <summary>A node that is passed, a filter at it, or the end of the way.</summary>
internal sealed record Step(string Node)
{
    public Filter? Filter { get; init; }

    /// <summary>Whether the filter is asked about the answer, which goes to the port that the client took.</summary>
    public bool IsReply { get; init; }

    /// <summary>Between two translations of ports the client's port is the same.</summary>
    public int Segment { get; init; }

    /// <summary>Behind a load balancer the port is that of the target, whatever was asked for.</summary>
    public int? FixedPort { get; init; }

    /// <summary>The route or association that led here.</summary>
    public string? Rule { get; init; }

    public Stop? Stop { get; init; }
}

/// <summary>The way ends, or may end, here.</summary>
/// <param name="IsCertain">False where it hangs on what was not collected; <paramref name="Why"/> then names that.</param>
internal sealed record Stop(bool IsCertain, string Why);

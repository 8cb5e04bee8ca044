namespace Raposa.Network.Reachability;

/// <summary>What passes a whole trace of one protocol: for sure, and as far as is known.</summary>
/// <param name="BlockedAt">The step that lets nothing more through; -1 if something may arrive.</param>
/// <param name="ClientPorts">A port that the client can take, per segment, so that the answer passes.</param>
internal sealed record Evaluation(Passage Passage, int BlockedAt, IReadOnlyList<string> Missing, IReadOnlyDictionary<int, int> ClientPorts)
{
    // What a client may take (RFC 6056), and what a NAT gateway takes. One that gets through is enough.
    private static readonly PortSet Ephemeral = PortSet.Of(1024, 65535);

    public static Evaluation Of(Trace trace, int protocol, PortSet asked)
    {
        var (must, may) = (asked, asked);
        var clients = new Dictionary<int, Passage>();
        var missing = new List<string>();
        for (var at = 0; at < trace.Steps.Count; at++)
        {
            var step = trace.Steps[at];
            var (mustBefore, mayBefore) = (must, may);
            if (step is { IsReply: true, Stop: { } end } && IpProtocol.IsIcmp(protocol))
            {
                (must, may) = Answer(end.IsCertain ? Passage.None : Passage.Unknown, protocol, step.Segment, clients, must, may);
            }
            else if (step.Stop is { } stop)
            {
                must = PortSet.Empty;
                may = stop.IsCertain ? PortSet.Empty : may;
            }
            else if (step.Filter is not { } filter)
            {
                continue;
            }
            else if (!step.IsReply)
            {
                var passage = filter.Passes(protocol);
                passage = step.FixedPort is { } port && IpProtocol.HasPorts(protocol) ? passage.At(port) : passage;
                (must, may) = (must.And(passage.Must), may.And(passage.May));
            }
            else
            {
                (must, may) = Answer(filter.Passes(protocol), protocol, step.Segment, clients, must, may);
            }

            if (may.IsEmpty)
            {
                return new(new(PortSet.Empty, PortSet.Empty), at, [], new Dictionary<int, int>());
            }

            if (!mustBefore.Equals(must) && !must.Equals(may) && (step.Stop is { IsCertain: false } ? step.Stop.Why : step.Filter?.Missing) is { } what
                && !missing.Contains(what))
            {
                missing.Add(what);
            }
        }

        return new(new(must, may), -1, missing, clients.Where(one => !one.Value.Must.IsEmpty).ToDictionary(one => one.Key, one => Preferred(one.Value.Must)));
    }

    private static (PortSet Must, PortSet May) Answer(
        Passage passage, int protocol, int segment, Dictionary<int, Passage> clients, PortSet must, PortSet may)
    {
        if (IpProtocol.HasPorts(protocol))
        {
            var left = clients.GetValueOrDefault(segment, Passage.Of(Ephemeral)).And(passage);
            clients[segment] = left;
            return (left.Must.IsEmpty ? PortSet.Empty : must, left.May.IsEmpty ? PortSet.Empty : may);
        }

        if (!IpProtocol.IsIcmp(protocol))
        {
            return (passage.Must.IsEmpty ? PortSet.Empty : must, passage.May.IsEmpty ? PortSet.Empty : may);
        }

        // An echo is answered by an echo reply of the same code; the other messages of ICMP are answered by nothing.
        var (request, reply) = protocol == IpProtocol.Icmp ? (8 * 256, 0) : (128 * 256, 129 * 256);
        var (echo, replies) = (PortSet.Of(request, request + 255), PortSet.Of(reply, reply + 255));
        PortSet Answered(PortSet sent, PortSet passed) => sent.Except(echo).Or(sent.And(passed.And(replies).Moved(request - reply)));
        return (Answered(must, passage.Must), Answered(may, passage.May));
    }

    private static int Preferred(PortSet ports) => ports.Contains(49152) ? 49152 : ports.Ranges[^1].To;
}

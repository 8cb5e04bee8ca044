using System.Collections.Immutable;

namespace Raposa.Network.Reachability;

/// <summary>Makes one verdict of many traces: one way that works is enough, and one that may work is enough for doubt.</summary>
internal static class Verdicts
{
    private static readonly int[] UsualPorts = [443, 80, 22];

    public static Verdict Of(IReadOnlyList<Trace> traces, ImmutableArray<(int Protocol, PortSet Ports)> asked)
    {
        Verdict? doubtful = null;
        (Trace Trace, int Protocol, int At)? farthest = null;
        foreach (var trace in traces)
        {
            foreach (var (protocol, ports) in asked)
            {
                if (!Fits(trace, protocol))
                {
                    continue;
                }

                var evaluation = Evaluation.Of(trace, protocol, Asked(trace, ports));
                if (!evaluation.Passage.Must.IsEmpty)
                {
                    return Allowed(trace, protocol, evaluation);
                }

                if (!evaluation.Passage.May.IsEmpty)
                {
                    doubtful ??= Doubtful(trace, evaluation);
                }
                else if (farthest is null || evaluation.BlockedAt > farthest.Value.At)
                {
                    farthest = (trace, protocol, evaluation.BlockedAt);
                }
            }
        }

        return doubtful ?? (farthest is { } found
            ? Denied(found.Trace, found.Protocol, found.At)
            : new(Outcome.Denied, null, [], [], "the protocol is not of the addresses' family", [], null, []));
    }

    /// <summary>What gets through for sure, by protocol.</summary>
    public static ImmutableArray<OpenPorts> Open(IReadOnlyList<Trace> traces, ImmutableArray<(int Protocol, PortSet Ports)> asked) =>
    [
        .. asked.Select(one => new OpenPorts(one.Protocol, traces.Where(trace => Fits(trace, one.Protocol))
                .Aggregate(PortSet.Empty, (ports, trace) => ports.Or(Received(trace, Evaluation.Of(trace, one.Protocol, Asked(trace, one.Ports)).Passage.Must)))))
            .Where(open => !open.Ports.IsEmpty),
    ];

    // Each family has an ICMP of its own.
    public static bool Fits(Trace trace, int protocol) => protocol switch
    {
        IpProtocol.Icmp => !trace.Destination.IsV6,
        IpProtocol.IcmpV6 => trace.Destination.IsV6,
        _ => true,
    };

    /// <summary>The rules that let one port through on a trace that passes.</summary>
    public static ImmutableArray<string> Rules(Trace trace, int protocol, Evaluation evaluation, int port) =>
        RulesOf(Hops(trace.Steps, protocol, step => PortAt(step, protocol, evaluation, port)));

    private static int PortAt(Step step, int protocol, Evaluation evaluation, int port) => step.IsReply
        ? ReplyPort(protocol, port, evaluation.ClientPorts.GetValueOrDefault(step.Segment))
        : step.FixedPort ?? port;

    private static PortSet Asked(Trace trace, PortSet ports) =>
        trace.ReceiverPort is not { } port ? ports : port == Trace.AnyPort || ports.Contains(port) ? PortSet.All : PortSet.Empty;

    public static PortSet Received(Trace trace, PortSet passed) =>
        trace.ReceiverPort is { } port && !passed.IsEmpty ? PortSet.Only(port) : passed;

    private static Verdict Allowed(Trace trace, int protocol, Evaluation evaluation)
    {
        var port = IpProtocol.HasPorts(protocol) ? Telling(evaluation.Passage.Must) : evaluation.Passage.Must.First;
        var hops = Hops(trace.Steps, protocol, step => PortAt(step, protocol, evaluation, port));
        var hasPorts = IpProtocol.HasPorts(protocol);
        var witness = new Witness(
            protocol,
            trace.Source,
            hasPorts ? evaluation.ClientPorts.GetValueOrDefault(0, 49152) : null,
            trace.Destination,
            hasPorts || IpProtocol.IsIcmp(protocol) ? port : null);
        return new(Outcome.Allowed, null, [.. trace.Path], RulesOf(hops), Stopped(trace), [], witness, []) { Hops = hops, Mechanism = trace.Mechanism };
    }

    private static string? Stopped(Trace trace) =>
        trace.Target is { IsStopped: true } target ? $"{target.OwnerId} is stopped; as soon as it is started it is reached" : null;

    private static Verdict Doubtful(Trace trace, Evaluation evaluation) =>
        new(Outcome.Unknown, null, [.. trace.Path], [], $"not collected: {string.Join(", ", evaluation.Missing)}", [.. evaluation.Missing], null, [])
        {
            Mechanism = trace.Mechanism,
        };

    private static Verdict Denied(Trace trace, int protocol, int at)
    {
        var step = trace.Steps[at];
        var passed = trace.Steps.Take(at + 1).ToArray();
        var hops = Hops(passed, protocol, one => one.IsReply ? ReplyPort(protocol, 0, 49152) : one.FixedPort ?? 0);
        var why = step.Stop?.Why ?? step.Filter?.Describe();
        var path = trace with { Steps = passed };
        return new(Outcome.Denied, step.Node, [.. path.Path], RulesOf(hops), step.IsReply ? $"the answer is stopped: {why}" : why, [], null, [])
        {
            Hops = hops,
            Mechanism = trace.Mechanism,
        };
    }

    // A port that says something to a reader; port 0 is allowed by rules for all ports, and used by nobody.
    private static int Telling(PortSet ports) =>
        UsualPorts.FirstOrDefault(ports.Contains, ports.First == 0 && ports.Contains(1) ? 1 : ports.First);

    private static int ReplyPort(int protocol, int port, int clientPort) => protocol switch
    {
        IpProtocol.Icmp => port / 256 == 8 ? port % 256 : port,
        IpProtocol.IcmpV6 => port / 256 == 128 ? (129 * 256) + (port % 256) : port,
        _ => IpProtocol.HasPorts(protocol) ? clientPort : 0,
    };

    private static ImmutableArray<Hop> Hops(IReadOnlyList<Step> steps, int protocol, Func<Step, int> port)
    {
        var hops = new List<Hop>();
        foreach (var step in steps)
        {
            var rule = step.Filter?.Rule(protocol, port(step)) ?? step.Rule;
            ImmutableArray<string> rules = rule is null ? [] : [rule];
            if (hops.Count > 0 && hops[^1].Node == step.Node && hops[^1].IsAnswer == step.IsReply)
            {
                hops[^1] = hops[^1] with { Rules = hops[^1].Rules.AddRange(rules.Except(hops[^1].Rules)) };
            }
            else
            {
                hops.Add(new(step.Node, rules, step.IsReply));
            }
        }

        return [.. hops];
    }

    private static ImmutableArray<string> RulesOf(ImmutableArray<Hop> hops) => [.. hops.SelectMany(hop => hop.Rules).Distinct()];
}

namespace Raposa.Network.Reachability;

/// <summary>Answers whether one end reaches another, by following every way between them.</summary>
/// <remarks>
/// A question with an open protocol asks whether anything gets through at all; the answer names what does. Only of an address as
/// the destination, which makes it a question about a packet, it asks about a packet that no rule names: what <c>any</c> rules decide.
/// </remarks>
internal sealed class ReachabilityAnalyzer(Topology topology)
{
    private readonly Router _router = new(topology);
    private readonly Protocols _protocols = new(topology);

    public Verdict Answer(Question question)
    {
        var (from, to) = (End.Resolve(topology, question.From), End.Resolve(topology, question.To));
        if (from is End.Unheard sender)
        {
            return Unheard(sender);
        }

        if (to is End.Unheard receiver)
        {
            return Unheard(receiver);
        }

        var traces = new Ways(topology, _router).Between(from, to).ToArray();
        if (traces.Length == 0)
        {
            return Nothing(from, to);
        }

        var isWhole = to is End.Written && question is { Protocol: IpProtocol.Any, Port: null };
        if (isWhole)
        {
            var verdict = Verdicts.Of(traces, [(_protocols.Unnamed, PortSet.All)]);
            var open = Verdicts.Open(traces, _protocols.For(question));

            // A NAT gateway carries three protocols and so no unnamed one; there the question is about those three.
            if (verdict.Outcome != Outcome.Denied || !traces.All(trace => trace.Steps.Any(step => step.Filter is NatFilter)))
            {
                return verdict with { Open = open };
            }
        }

        var asked = _protocols.For(question);
        return Verdicts.Of(traces, asked) with { Open = Verdicts.Open(traces, asked) };
    }

    private static Verdict Unheard(End.Unheard end) => new(
        Outcome.Unknown, null, [], [], $"{end.Name} is not among what was collected", [end.Name], null, []);

    private static Verdict Nothing(End from, End to) => (from, to) switch
    {
        (End.WholeInternet, _) => new(Outcome.Denied, Router.Internet, [Router.Internet], [], "it has no public address", [], null, []),
        (End.Written written, _) => new(
            Outcome.Unknown, null, [], [], $"{written.Address} is in no network that was collected", [$"the network of {written.Address}"], null, []),
        (_, End.WholeInternet) => new(Outcome.Denied, null, [], [], "it has no address", [], null, []),
        _ => new(Outcome.Unknown, null, [], [], "one of the ends has no interface", ["interfaces"], null, []),
    };
}

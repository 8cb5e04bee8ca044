namespace Raposa.Network.Reachability;

/// <summary>A trace that is being written. It is copied where the way parts.</summary>
internal sealed class Draft
{
    private readonly List<Step> _forward = [];
    private readonly List<Step> _reply = [];
    private int _egress;
    private Func<NetworkInterface?, Reference, Filter>? _receiver;

    public int Segment { get; set; }

    public int? FixedPort { get; set; }

    public string Mechanism { get; set; } = "vpc";

    /// <summary>Whether a NAT gateway sends it on: that is another sender to what comes after.</summary>
    public bool IsFromNat { get; set; }

    public Draft Copy()
    {
        var copy = new Draft
        {
            Segment = Segment,
            FixedPort = FixedPort,
            Mechanism = Mechanism,
            IsFromNat = IsFromNat,
            _egress = _egress,
            _receiver = _receiver,
        };
        copy._forward.AddRange(_forward);
        copy._reply.AddRange(_reply);
        return copy;
    }

    public Draft Visit(string node, string? rule = null)
    {
        _forward.Add(new(node) { Rule = rule });
        return this;
    }

    public Draft Pass(string node, Filter filter)
    {
        _forward.Add(new(node) { Filter = filter, FixedPort = FixedPort });
        return this;
    }

    /// <summary>Filters the answer. What is passed last on the way there comes first on the way back.</summary>
    public Draft Answer(string node, Filter filter)
    {
        _reply.Insert(0, new(node) { Filter = filter, IsReply = true, Segment = Segment, FixedPort = FixedPort });
        return this;
    }

    public Draft AnswerStop(string node, Stop stop, string? rule)
    {
        _reply.Insert(0, new(node) { Stop = stop, IsReply = true, Rule = rule });
        return this;
    }

    /// <summary>The sender's groups are asked about the receiver, who is known only when the packet arrives.</summary>
    public Draft PassGroups(Topology topology, string node, NetworkInterface owner, IpAddress destination)
    {
        _egress = _forward.Count;
        _receiver = (receiver, reference) => new GroupFilter(topology, owner, egress: true, new(destination, receiver, reference));
        return Pass(node, _receiver(null, Reference.Maybe));
    }

    public void Arrived(NetworkInterface receiver, Reference reference) => Receive(receiver, reference);

    /// <summary>From here on the receiver is not who the sender's rules see.</summary>
    public void Translated() => Receive(null, Reference.No);

    private void Receive(NetworkInterface? receiver, Reference reference)
    {
        if (_receiver is { } filter)
        {
            _forward[_egress] = _forward[_egress] with { Filter = filter(receiver, reference) };
            _receiver = null;
        }
    }

    public Draft Doubt(string node, string missing, string? rule = null)
    {
        _forward.Add(new(node) { Stop = new(IsCertain: false, missing), Rule = rule });
        return this;
    }

    public Draft End(string node, bool isCertain, string why, string? rule = null)
    {
        _forward.Add(new(node) { Stop = new(isCertain, why), Rule = rule });
        return this;
    }

    public Trace Finish(Packet packet, NetworkInterface? target) =>
        new([.. _forward, .. _reply], packet.Origin, packet.Asked, Mechanism, target);
}

/// <summary>A packet on its way: its addresses as they are now, and as they were when it was sent.</summary>
internal readonly record struct Packet(
    IpAddress Source, NetworkInterface? Sender, IpAddress Destination, IpAddress Origin, IpAddress Asked, bool IsToInternet)
{
    public static Packet From(IpAddress source, NetworkInterface? sender, IpAddress destination, bool isToInternet = false) =>
        new(source, sender, destination, source, destination, isToInternet);

    /// <summary>Where the answer goes: to the source, unless a load balancer kept the client's address and waits for the answer itself.</summary>
    public IpAddress AnswerTo => Balancer ?? Source;

    public IpAddress? Balancer { get; init; }

    public Packet Translated(IpAddress source) => this with { Source = source, Sender = null };
}

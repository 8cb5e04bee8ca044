namespace Raposa.Network.Reachability;

/// <summary>What passes a filter for sure, and what passes it as far as is known.</summary>
internal readonly record struct Passage(PortSet Must, PortSet May)
{
    public static readonly Passage All = new(PortSet.All, PortSet.All);
    public static readonly Passage None = new(PortSet.Empty, PortSet.Empty);
    public static readonly Passage Unknown = new(PortSet.Empty, PortSet.All);

    public static Passage Of(PortSet ports) => new(ports, ports);

    public Passage And(Passage other) => new(Must.And(other.Must), May.And(other.May));

    public Passage Or(Passage other) => new(Must.Or(other.Must), May.Or(other.May));

    /// <summary>All or nothing, by what happens to one port.</summary>
    public Passage At(int port) => new(
        Must.Contains(port) ? PortSet.All : PortSet.Empty,
        May.Contains(port) ? PortSet.All : PortSet.Empty);
}

/// <summary>Something on the way that lets packets through by protocol and port; the addresses are settled when it is made.</summary>
internal abstract class Filter
{
    public abstract Passage Passes(int protocol);

    /// <summary>The rule that decides about one port; null if none names it.</summary>
    public abstract string? Rule(int protocol, int port);

    /// <summary>What is blocked and by what, in words.</summary>
    public abstract string Describe();

    /// <summary>What would have to be collected to be sure.</summary>
    public virtual string? Missing => null;
}

namespace Raposa.Network.Oracle;

/// <summary>Answers a question by sending every packet that could make a difference, one after the other.</summary>
internal sealed class Questions(World world)
{
    // One number for each stretch between the edges of the rules that the generator makes.
    private static readonly int[] Ports = [0, 22, 50, 80, 200, 443, 500, 1024, 8080, 20000, 32768, 50000, 62000];
    private static readonly int[] Clients = [1024, 8080, 20000, 32768, 50000, 62000];
    private static readonly int[] Types = [0, 3, 8, 13, 128, 129];
    private static readonly string[] Everyone = ["8.8.8.8", "8.8.8.9", "93.184.1.1", "93.184.200.1", "1.1.1.1", "200.1.1.1"];
    private static readonly string[] Everyone6 = ["2600:1::5", "2600:2::5", "2a00::5"];

    private readonly PacketWalker _walker = new(world);

    /// <param name="from">"internet" or the id of a card.</param>
    /// <param name="to">"internet", the id of a card, or an address.</param>
    /// <param name="protocol">A number as text, or any.</param>
    public bool Reaches(string from, string to, string protocol, int? port) => protocol == "any"
        ? new[] { "6", "17", "1", "58", "47", "253" }.Any(one => Reaches(from, to, one, port))
        : from == "internet"
            ? ToAddresses(to).Any(address => (address.Contains(':', StringComparison.Ordinal) ? Everyone6 : Everyone)
                .Any(source => Any(null, source, address, to, protocol, port)))
            : FromCard(world.Cards.Single(card => card.Id == from), to, protocol, port);

    private bool FromCard(WorldCard sender, string to, string protocol, int? port) =>
        new[] { sender.Address, sender.Address6 }.OfType<string>().Any(source => (to == "internet"
                ? source.Contains(':', StringComparison.Ordinal) ? Everyone6 : Everyone
                : ToAddresses(to))
            .Where(address => address.Contains(':', StringComparison.Ordinal) == source.Contains(':', StringComparison.Ordinal))
            .Any(address => Any(sender, source, address, to, protocol, port)));

    private IEnumerable<string> ToAddresses(string to)
    {
        if (world.Cards.FirstOrDefault(card => card.Id == to) is not { } card)
        {
            return [to];
        }

        var before = world.Balancers.Where(one => one.Listeners.Any(listener => listener.Targets.Any(target => target.Target == card.Instance || target.Target == card.Address)))
            .SelectMany(one => one.Cards).Select(id => world.Cards.Single(one => one.Id == id));
        return before.Append(card).SelectMany(one => new[] { one.Address, one.Public, one.Address6 }).OfType<string>().Distinct();
    }

    private bool Any(WorldCard? sender, string source, string address, string to, string protocol, int? port)
    {
        if (protocol is "1" or "58" && (protocol == "58") != source.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        var wanted = Wanted(to, address);
        var receiver = world.Cards.FirstOrDefault(card => card.Id == to);

        // A port that is asked of a host behind a balancer is the host's, and the balancer's may be any.
        var isBehind = receiver is { Kind: "interface" } && address != receiver.Address && address != receiver.Public && address != receiver.Address6;
        var numbers = protocol switch
        {
            "6" or "17" => isBehind || port is null ? Ports : [port.Value],
            "1" or "58" => port is null ? Types : [port.Value],
            _ => [0],
        };
        var froms = protocol switch { "6" or "17" => Clients, "1" or "58" => [0, 1], _ => [0] };
        return numbers.Any(number => froms.Any(client => (protocol is "6" or "17" ? Clients : [0]).Any(nat => wanted.Any(end =>
            _walker.Connects(sender, new(source, client, address, number, protocol), end, nat, isBehind ? port : null)))));
    }

    // Of an address whatever holds it will do.
    private string[] Wanted(string to, string address) => to == "internet" || world.Cards.Any(card => card.Id == to)
        ? [to]
        : ["internet", "service", .. world.Cards.Where(card => card.Address == address || card.Public == address || card.Address6 == address).Select(card => card.Id)];
}

using System.Globalization;
using Raposa.Network.Reachability;

namespace Raposa.Network.Oracle;

/// <summary>One case: a world, a question to both, and the same question with a part of the configuration missing.</summary>
internal static class OracleRun
{
    // Nothing hangs on these alone: interfaces say what instances would, and rules are in their groups.
    private static readonly Part[] Parts = [.. Enum.GetValues<Part>().Except([Part.Instances, Part.Interfaces, Part.Vpcs])];

    /// <returns>What disagrees; null if nothing does. The seed makes it again.</returns>
    public static string? Check(int seed, out Outcome outcome)
    {
        var world = new WorldGenerator(seed).Generate();
        var random = new Random(seed ^ 0x5eed);
        var (from, to) = Ends(world, random);
        var protocol = Pick(random, ["6", "6", "6", "17", "1", "58", "47", "any", "253"]);

        // Of an address, any asks about a packet that no rule names; that is one number here.
        protocol = protocol == "any" && to.Contains('.', StringComparison.Ordinal) ? "253" : protocol;
        int? port = protocol is "6" or "17" && random.NextDouble() < 0.8 ? Pick(random, [22, 80, 443, 8080, 20000])
            : protocol is "1" && random.NextDouble() < 0.5 ? 8
            : protocol is "58" && random.NextDouble() < 0.5 ? 128 : null;
        var question = new Question(from, to, IpProtocol.Parse(protocol)!.Value, port);
        var verdict = new ReachabilityAnalyzer(world.Topology()).Answer(question);
        outcome = verdict.Outcome;
        var expected = new Questions(world).Reaches(from, to, protocol, port) ? Outcome.Allowed : Outcome.Denied;
        if (outcome != expected)
        {
            return $"seed {seed}: {question} is {expected}, not {outcome} ({verdict.Why}; {string.Join(' ', verdict.Path)})";
        }

        return Witnessed(world, verdict, question, seed) ?? Lessened(world, random, question, verdict, seed);
    }

    // The packet that proves it is sent through the world as well.
    private static string? Witnessed(World world, Verdict verdict, Question question, int seed)
    {
        if (verdict.Witness is not { } witness)
        {
            return null;
        }

        var sender = world.Cards.FirstOrDefault(card => card.Address == witness.Source.ToString() || card.Address6 == witness.Source.ToString());
        var isIcmp = IpProtocol.IsIcmp(witness.Protocol);
        var packet = new PacketWalker.Packet(
            witness.Source.ToString(),
            isIcmp ? witness.DestinationPort!.Value % 256 : witness.SourcePort ?? 0,
            witness.Destination.ToString(),
            isIcmp ? witness.DestinationPort!.Value / 256 : witness.DestinationPort ?? 0,
            witness.Protocol.ToString(CultureInfo.InvariantCulture));
        var walker = new PacketWalker(world);
        int[] natPorts = [1024, 8080, 20000, 32768, 50000, 62000];
        string[] ends = ["internet", "service", .. world.Cards.Select(card => card.Id)];
        return natPorts.Any(port => ends.Any(end => walker.Connects(sender, packet, end, port)))
            ? null
            : $"seed {seed}: {question}: the witness {witness} does not arrive";
    }

    // What is not collected may make a verdict unknown, and never another one.
    private static string? Lessened(World world, Random random, Question question, Verdict whole, int seed)
    {
        var part = Pick(random, Parts);
        var less = new ReachabilityAnalyzer(world.Topology(part)).Answer(question);
        return less.Outcome == whole.Outcome || less.Outcome == Outcome.Unknown
            ? null
            : $"seed {seed}: {question} is {whole.Outcome}, and without {part} {less.Outcome} ({less.Why})";
    }

    private static (string From, string To) Ends(World world, Random random)
    {
        var hosts = world.Cards.Where(card => card.Kind == "interface").Select(card => card.Id).ToArray();
        var all = world.Cards.Select(card => card.Id).ToArray();
        var from = random.NextDouble() < 0.35 ? "internet" : Pick(random, hosts);
        var kind = random.NextDouble();
        var to = kind < 0.2 && from != "internet" ? "internet"
            : kind < 0.75 ? Pick(random, all.Where(one => one != from).DefaultIfEmpty(hosts[0]).ToArray())
            : Pick(random, ["8.8.8.8", "93.184.1.1", "10.1.1.99", .. world.Cards.Where(card => card.Id != from).SelectMany(card => new[] { card.Address, card.Public }).OfType<string>()]);
        return (from, to);
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Raposa.Network;
using Raposa.Network.Reachability;

namespace Raposa.Cli;

/// <summary>Prints a verdict: as one line of JSON for programs, as a few lines for people.</summary>
internal static class VerdictWriter
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{"verdict","stopsAt","path","rules","why","missing","mechanism","witness","hops","open"}</c> on one line.</summary>
    public static string Json(Verdict verdict) => JsonSerializer.Serialize(
        new
        {
            Verdict = Word(verdict.Outcome),
            verdict.StopsAt,
            verdict.Path,
            verdict.Rules,
            verdict.Why,
            verdict.Missing,
            verdict.Mechanism,
            Witness = verdict.Witness is { } packet
                ? new
                {
                    Protocol = IpProtocol.Name(packet.Protocol),
                    Source = packet.Source.ToString(),
                    packet.SourcePort,
                    Destination = packet.Destination.ToString(),
                    packet.DestinationPort,
                }
                : null,
            Hops = verdict.Hops.Select(hop => new { hop.Node, hop.Rules, hop.IsAnswer }),
            Open = verdict.Open.Select(open => open.ToString()),
        },
        Format);

    public static void Write(Verdict verdict, TextWriter output)
    {
        output.WriteLine(verdict.StopsAt is null ? Word(verdict.Outcome) : $"{Word(verdict.Outcome)} at {verdict.StopsAt}");
        if (verdict.Why is not null)
        {
            output.WriteLine($"  {verdict.Why}");
        }

        if (verdict.Witness is { } packet)
        {
            output.WriteLine($"  by {IpProtocol.Name(packet.Protocol)} {packet.Source}:{packet.SourcePort} -> {packet.Destination}:{packet.DestinationPort} ({verdict.Mechanism})");
        }

        foreach (var hop in verdict.Hops)
        {
            output.WriteLine($"  {(hop.IsAnswer ? "answer " : "")}{hop.Node}{(hop.Rules.IsEmpty ? "" : "  " + string.Join("  ", hop.Rules))}");
        }

        if (!verdict.Open.IsEmpty)
        {
            output.WriteLine($"  open: {string.Join(' ', verdict.Open)}");
        }
    }

    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.Denied => "denied",
        _ => "unknown",
    };
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Raposa.Network;

namespace Raposa.Dns;

/// <summary>A report as it is stored. What tells one row from another leaves snapshots out: the same documents in newer ones say the same.</summary>
internal sealed record DnsRows(ImmutableArray<DnsNameRow> Names, ImmutableArray<DnsOriginRow> Origins)
{
    public static DnsRows Of(DnsReport report) => new(
        [.. report.Names.Select(name => new DnsNameRow(name, Digest(name with { Hops = [.. name.Hops.Select(Bare)] })))],
        [.. report.Origins.Select(origin => new DnsOriginRow(origin, Digest(origin with { Documents = [.. origin.Documents.Select(Bare)] })))]);

    private static DnsHop Bare(DnsHop hop) => hop.Document is { } document ? hop with { Document = Bare(document) } : hop;

    private static DnsDocument Bare(DnsDocument document) => document with { SnapshotId = Guid.Empty };

    private static string Digest<T>(T row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(row))));
}

internal sealed record DnsNameRow(DnsName Name, string Digest)
{
    public string[] Resources => [.. Name.Ends.Select(end => end.Resource?.Id).OfType<string>().Distinct()];
}

internal sealed record DnsOriginRow(DnsOrigin Origin, string Digest);

/// <summary>What proves the verdict on an origin.</summary>
internal sealed record DnsProof(NetworkVerdict? Network, ImmutableArray<string> AlsoAdmits, ImmutableArray<DnsDocument> Documents);

using System.Collections.Immutable;
using Raposa.Dns.Names;
using Raposa.Findings;
using Raposa.Inventory.Analysis;
using Raposa.Network.Estate;

namespace Raposa.Dns;

/// <summary>
/// Works out after each collection what stands behind every name, writes what differs from before, and tells of names that lead to
/// nothing and of origins that are reached around their proxy.
/// </summary>
internal sealed class DnsAnalysis(IEstateReader estate, NetworkEstateReader networks, DnsStore store, IFindingSink findings) : IAnalysis
{
    public string Name => "dns";

    public int Order => 50;

    public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var documents = new List<EstateDocument>();
        await foreach (var document in estate.ReadAsync(run, DnsReport.Sources, cancellationToken))
        {
            documents.Add(document);
        }

        var hasNames = documents.Exists(one => one.Chain.Source is ZoneReader.CloudflareRecords or ZoneReader.Route53Records);
        var topology = hasNames ? (await networks.ReadAsync(run, cancellationToken)).Topology : NetworkModel.Begin(run).Build();
        var former = hasNames ? await store.GetFormerAddressesAsync(run.Organization, cancellationToken) : [];
        var (report, rows) = await Task.Run(
            () =>
            {
                var made = DnsReport.Of(run, documents, former.ToDictionary(one => one.PublicIp, StringComparer.Ordinal), topology);
                return (made, DnsRows.Of(made));
            },
            cancellationToken);
        await TellAsync(run, report, cancellationToken);
        await store.SaveAsync(run.Organization, report.Basis, rows, cancellationToken);
        return ImmutableDictionary<string, long>.Empty
            .Add("names", report.Basis.Names)
            .Add("dangling", report.Basis.Dangling)
            .Add("unknown", report.Basis.Unknown)
            .Add("exposed", report.Basis.Exposed);
    }

    private async Task TellAsync(AnalysisRun run, DnsReport report, CancellationToken cancellationToken)
    {
        var raised = DnsFindings.Of(report);
        var before = await store.GetRaisedAsync(run.Organization, cancellationToken);

        // Remembered first: a finding that nobody remembers is never resolved.
        await store.AddRaisedAsync(run.Organization, raised, cancellationToken);
        if (!raised.IsEmpty)
        {
            await findings.RaiseAsync(run.Organization, [.. raised.Select(one => one.Draft!)], cancellationToken);
        }

        var now = raised.Select(one => one.Fingerprint).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> over = [.. before.Where(one => !now.Contains(one.Fingerprint) && DnsFindings.IsOver(report, one)).Select(one => one.Fingerprint)];
        if (!over.IsEmpty)
        {
            await findings.ResolveAsync(run.Organization, over, run.AsOf, cancellationToken);
            await store.RemoveRaisedAsync(run.Organization, over, cancellationToken);
        }
    }
}

using System.Text.Json;
using Raposa.Inventory.Analysis;
using Raposa.Network.Parsing;

namespace Raposa.Network.Estate;

/// <summary>Reads the networks of an organization from sealed snapshots.</summary>
internal sealed class NetworkEstateReader(IEstateReader estate)
{
    public async Task<NetworkModel> ReadAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var builder = NetworkModel.Begin(run);
        await foreach (var document in estate.ReadAsync(run, DocumentKind.Sources, cancellationToken))
        {
            if (DocumentKind.OfSource(document.Chain.Source) is { } kind)
            {
                using var json = JsonDocument.Parse(document.Json);
                builder.Add(kind.Part, NetworkModel.ScopeOf(document.Chain), json.RootElement);
            }
        }

        var topology = builder.Build();
        return new(topology, NetworkModel.BasisOf(run, topology));
    }
}

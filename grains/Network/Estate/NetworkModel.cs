using System.Collections.Immutable;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Network.Parsing;
using Raposa.Network.Paths;
using Raposa.Network.Reachability;

namespace Raposa.Network.Estate;

/// <summary>The networks of an organization as of a time: the topology, and on it the table, the graph and the exposures, each worked out when it is first asked for.</summary>
internal sealed class NetworkModel
{
    private readonly Lazy<ReachabilityTable> _table;
    private readonly Lazy<AttackGraph> _graph;
    private readonly Lazy<ImmutableArray<NetworkExposure>> _exposures;

    public NetworkModel(Topology topology, NetworkBasis basis)
    {
        (Topology, Basis) = (topology, basis);
        Analyzer = new(topology);
        _table = new(() => ReachabilityTable.From(topology));
        _graph = new(() => new AttackGraph(_table.Value));
        _exposures = new(() => [.. NetworkAnswers.Exposures(_table.Value)]);
    }

    private NetworkModel(NetworkModel other, NetworkBasis basis)
    {
        (Topology, Basis, Analyzer) = (other.Topology, basis, other.Analyzer);
        (_table, _graph, _exposures) = (other._table, other._graph, other._exposures);
    }

    public Topology Topology { get; }

    public NetworkBasis Basis { get; }

    public ReachabilityAnalyzer Analyzer { get; }

    public ReachabilityTable Table => _table.Value;

    public AttackGraph Graph => _graph.Value;

    /// <summary>What the internet reaches, in the order in which its pages are read.</summary>
    public ImmutableArray<NetworkExposure> Exposures => _exposures.Value;

    /// <summary>The same snapshots, asked about at another time.</summary>
    public NetworkModel AsOf(DateTimeOffset asOf) => new(this, Basis with { AsOf = asOf });

    /// <summary>Of a source that is not known whole, what is there is there, and the absence of the rest proves nothing.</summary>
    public static TopologyBuilder Begin(AnalysisRun run)
    {
        var builder = new TopologyBuilder();
        foreach (var chain in run.Chains)
        {
            if (chain.State == CoverageState.Known && DocumentKind.OfSource(chain.Chain.Source) is { } kind)
            {
                builder.Collected(kind.Part, ScopeOf(chain.Chain));
            }
        }

        return builder;
    }

    public static NetworkBasis BasisOf(AnalysisRun run, Topology topology) => new()
    {
        AsOf = run.AsOf,
        Snapshots = run.SnapshotsOf(DocumentKind.Sources),
        Interfaces = topology.Interfaces.Count,
        Unknown =
        [
            .. run.Chains.Where(chain => chain.State != CoverageState.Known && DocumentKind.OfSource(chain.Chain.Source) is not null)
                .Select(chain => $"{ScopeOf(chain.Chain)}/{chain.Chain.Source}"),
        ],
    };

    public static string ScopeOf(ChainName chain) => $"{chain.AccountId}/{chain.Region}";
}

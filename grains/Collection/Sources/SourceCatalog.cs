using System.Collections.Frozen;
using System.Collections.Immutable;
using Raposa.Ingestion;

namespace Raposa.Collection.Sources;

/// <summary>Every source by name. It is checked when it is made, so that a wrong declaration stops the start and not a run.</summary>
internal sealed class SourceCatalog : ISourceList
{
    private readonly FrozenDictionary<string, SourceDefinition> _byName;

    /// <exception cref="InvalidOperationException">With everything that is wrong with any of them, a line each.</exception>
    public SourceCatalog(IEnumerable<SourceDefinition> sources)
    {
        All = [.. sources.OrderBy(source => source.Name, StringComparer.Ordinal)];
        var faults = SourceRules.FaultsOf(All);
        if (!faults.IsEmpty)
        {
            throw new InvalidOperationException($"Sources are declared wrongly:\n{string.Join('\n', faults)}");
        }

        _byName = All.ToFrozenDictionary(source => source.Name);
    }

    /// <summary>The sources of the platform.</summary>
    public static SourceCatalog Platform { get; } = new(
        [.. AwsSources.All, .. FalconSources.All, .. CloudflareSources.All, TrailLogSource.Source]);

    /// <summary>By name.</summary>
    public ImmutableArray<SourceDefinition> All { get; }

    /// <exception cref="KeyNotFoundException">There is no such source.</exception>
    public SourceDefinition this[string name] =>
        _byName.TryGetValue(name, out var source) ? source : throw new KeyNotFoundException($"There is no source '{name}'.");

    public SourceDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    public ImmutableArray<SourceDefinition> Of(Provider provider) => [.. All.Where(source => source.Provider == provider)];

    /// <summary>What an event names: sources, and where in the event the resource's key stands.</summary>
    public IEnumerable<(SourceDefinition Source, RefreshHint Hint)> RefreshedBy(string eventSource, string detailType) =>
        from source in All
        from hint in source.RefreshedBy
        where hint.EventSource == eventSource && hint.DetailType == detailType
        select (source, hint);
}

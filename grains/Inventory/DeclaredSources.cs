using System.Collections.Concurrent;
using System.Collections.Immutable;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>The sources that this platform knows, with what their declarations make of documents.</summary>
internal sealed class DeclaredSources(IEnumerable<SourceDefinition> sources)
{
    private readonly ConcurrentDictionary<string, DocumentReader> _readers = new(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, SourceDefinition> ByName { get; } =
        sources.ToImmutableSortedDictionary(source => source.Name, source => source, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">No source has that name.</exception>
    public SourceDefinition Get(string name) => ByName.TryGetValue(name, out var source)
        ? source
        : throw new ArgumentException($"'{name}' is not a source that this build declares.", nameof(name));

    /// <exception cref="ArgumentException">No source has that name.</exception>
    public DocumentReader ReaderOf(string name) => _readers.GetOrAdd(name, one => new(Get(one)));
}

using System.Collections.Concurrent;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>What the declarations of the sources make of documents, read once for each source.</summary>
internal sealed class DeclaredSources(ISourceList sources)
{
    private readonly ConcurrentDictionary<string, DocumentReader> _readers = new(StringComparer.Ordinal);

    /// <summary>Null if no source has that name.</summary>
    public SourceDefinition? Find(string name) => sources.Find(name);

    /// <exception cref="ArgumentException">No source has that name.</exception>
    public DocumentReader ReaderOf(string name) => _readers.GetOrAdd(name, one => new(
        Find(one) ?? throw new ArgumentException($"'{one}' is not a source that this build declares.", nameof(name))));
}

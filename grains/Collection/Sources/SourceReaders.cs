using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Raposa.Collection.Sources;

/// <summary>Gives each source to the reader of its provider.</summary>
internal sealed class SourceReaders(IEnumerable<KeyValuePair<Provider, ISourceReader>> readers) : ISourceReader
{
    private readonly FrozenDictionary<Provider, ISourceReader> _readers = readers.ToFrozenDictionary();

    public Task<SourcePage> ReadAsync(
        SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken) =>
        _readers.TryGetValue(source.Provider, out var reader)
            ? reader.ReadAsync(source, key, cursor, only, cancellationToken)
            : throw new InvalidOperationException($"Nothing reads {source.Provider}, and so not {source.Name}.");
}

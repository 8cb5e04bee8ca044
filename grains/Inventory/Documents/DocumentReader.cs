using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Raposa.Collection;
using Raposa.Ingestion.Parsing;

namespace Raposa.Inventory;

/// <summary>What a source's declaration makes of a document: what is redacted, its name, its columns, its shape.</summary>
internal sealed class DocumentReader(SourceDefinition source)
{
    private readonly ColumnReader _columns = new(source);
    private readonly ShapeReader _shapes = new(source);

    public Redactor Redactor { get; } = new(source);

    public int ColumnsVersion => _columns.Version;

    /// <summary>The page's resources; of those that name the same key, the last.</summary>
    /// <param name="redactionKey">May be empty where the source redacts nothing.</param>
    /// <exception cref="JsonException">A document is not JSON.</exception>
    /// <exception cref="ArgumentException">A resource has no key.</exception>
    public SeenResource[] See(IEnumerable<CollectedResource> resources, ReadOnlySpan<byte> redactionKey)
    {
        var seen = new Dictionary<string, SeenResource>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var json = Redactor.Redact(resource.Document, redactionKey);
            var key = resource.Key.Length > 0
                ? resource.Key.Replace('\0', '\uFFFD')
                : throw new ArgumentException($"A resource of {source.Name} has no key.");
            seen[key] = new(key, json, SHA256.HashData(CanonicalJson.Of(json.Span))) { ChangedAt = ChangedAt(json) };
        }

        return [.. seen.Values];
    }

    /// <summary>The document as it is stored.</summary>
    public NewDocument Read(SeenResource resource)
    {
        var isPlain = JsonbFit.Holds(resource.Json.Span);
        var body = isPlain ? resource.Json : JsonbText.KeepWhatCanBe(resource.Json.Span);
        using var document = Parse(body);
        return new(
            resource.Sha256,
            body,
            isPlain ? null : Encoding.UTF8.GetString(resource.Json.Span),
            _columns.Read(document.RootElement),
            _shapes.Read(document.RootElement));
    }

    private DateTimeOffset? ChangedAt(ReadOnlyMemory<byte> json)
    {
        if (!_columns.KnowsChangedAt)
        {
            return null;
        }

        using var document = Parse(json);
        return _columns.ReadChangedAt(document.RootElement);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DeliveryScanner.MaxDepth });
}

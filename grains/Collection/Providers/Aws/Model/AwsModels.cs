using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Raposa.Collection;

/// <summary>
/// The closed list of what can be called. It is the embedded tables and nothing else: what is not in them has no way to
/// the network. Only reads are in them, and what opens a session to read with.
/// </summary>
internal sealed class AwsModels
{
    private const string Prefix = "aws/";
    private static readonly Lazy<AwsModels> Shared = new(() => new(typeof(AwsModels).Assembly));

    private readonly FrozenDictionary<string, Lazy<AwsService>> _services;

    private AwsModels(Assembly assembly) => _services = assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => (Resource: name, Service: Path.GetFileNameWithoutExtension(name[Prefix.Length..])))
        .ToFrozenDictionary(
            found => found.Service,
            found => new Lazy<AwsService>(() => Read(assembly, found.Resource, found.Service)));

    public static AwsModels Embedded => Shared.Value;

    public IEnumerable<AwsOperation> All => _services
        .OrderBy(service => service.Key, StringComparer.Ordinal)
        .SelectMany(service => service.Value.Value.Operations.Values.OrderBy(operation => operation.Name, StringComparer.Ordinal));

    /// <exception cref="ArgumentException">It is not in the list.</exception>
    public AwsOperation Find(string service, string operation) =>
        _services.TryGetValue(service, out var known) && known.Value.Operations.TryGetValue(operation, out var found)
            ? found
            : throw new ArgumentException(
                $"{service}:{operation} is not one of the reads that this client knows; see deploy/scripts/aws-operations.txt.");

    /// <summary>By <c>service:Operation</c>, as <see cref="SourceRead.Operations"/> has them.</summary>
    /// <exception cref="ArgumentException">It is not in the list.</exception>
    public AwsOperation Find(string operation) => operation.Split(':') is [var service, var name]
        ? Find(service, name)
        : throw new ArgumentException($"'{operation}' is not an operation (service:Operation).");

    private static AwsService Read(Assembly assembly, string resource, string service)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var document = JsonDocument.Parse(stream);

        // The shapes are read on first use, after the document is gone.
        return new(service, document.RootElement.Clone());
    }
}

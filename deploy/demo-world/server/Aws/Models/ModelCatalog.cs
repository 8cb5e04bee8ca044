using System.Collections.Concurrent;

namespace Raposa.DemoWorld.Aws.Models;

/// <summary>Every service that the world has a model of; each is read when it is first asked for.</summary>
internal static class ModelCatalog
{
    private static readonly ConcurrentDictionary<string, ServiceModel> Loaded = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ModelCatalog).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("model/", StringComparison.Ordinal))
            .Select(name => name["model/".Length..])
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<ServiceModel> All => Names.Select(Get);

    public static ServiceModel Get(string name) => Loaded.GetOrAdd(name, ServiceModel.Load);
}

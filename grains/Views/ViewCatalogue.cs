using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Raposa.Views;

/// <inheritdoc cref="IViewCatalogue"/>
internal sealed class ViewCatalogue : IViewCatalogue
{
    private const string Prefix = "views/";
    private readonly FrozenDictionary<string, ViewDefinition> _byName;

    public ViewCatalogue(IEnumerable<ViewDefinition> views)
    {
        All = [.. views.OrderBy(view => view.Name, StringComparer.Ordinal)];
        _byName = All.ToFrozenDictionary(view => view.Name, StringComparer.Ordinal);
    }

    /// <summary>The views of this build: the files in <c>grains/Views/Catalogue</c>.</summary>
    public static ViewCatalogue Platform { get; } = new(
        typeof(ViewCatalogue).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => ViewHeader.Parse(name[Prefix.Length..^".sql".Length], Read(name))));

    public ImmutableArray<ViewDefinition> All { get; }

    public ViewDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What the views share, as SQL.</summary>
    public static string Functions => Read("view-functions.sql");

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(ViewCatalogue).Assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

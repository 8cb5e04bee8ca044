using System.Collections.Immutable;

namespace Raposa.Views;

/// <summary>Which views there are. It is closed: what is not in it cannot be read by name.</summary>
internal interface IViewCatalogue
{
    /// <summary>By name.</summary>
    ImmutableArray<ViewDefinition> All { get; }

    /// <summary>Null if there is none.</summary>
    ViewDefinition? Find(string name);
}

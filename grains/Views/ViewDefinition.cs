namespace Raposa.Views;

/// <summary>A view with its statement.</summary>
/// <param name="Description">What its header says.</param>
/// <param name="Order">How its rows are ordered, in SQL; what is unknown comes last in any case.</param>
/// <param name="Sql">The select.</param>
internal sealed record ViewDefinition(ViewDescription Description, string? Order, string Sql)
{
    public string Name => Description.Name;

    /// <summary>How many of its rows are known: null where it asks for all sources, empty where it stands on none.</summary>
    public IReadOnlyCollection<string>? Sources => Description.Sources is ["*"] ? null : [.. Description.Sources.Where(source => source != EventsSource)];

    /// <summary>Recorded events, of which there are no snapshots.</summary>
    public const string EventsSource = "cloudtrail";
}

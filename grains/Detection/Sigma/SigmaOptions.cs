using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>What the place where rules run adds to them.</summary>
public sealed record SigmaOptions
{
    public static readonly SigmaOptions Default = new();

    /// <summary>
    /// Values for <c>%name%</c> under the <c>expand</c> modifier. A rule that asks for a name that is not here is refused,
    /// as the specification demands.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Placeholders { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;
}

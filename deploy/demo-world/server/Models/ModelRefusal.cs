namespace Raposa.DemoWorld.Models;

/// <summary>An answer of a provider that is no stream.</summary>
internal sealed record ModelRefusal(int Status, string Body)
{
    public string ContentType { get; init; } = "application/json";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

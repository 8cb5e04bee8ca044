using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Findings;

/// <summary>The factors of a priority, as they are stored.</summary>
internal static class PriorityJson
{
    public static string Write(ImmutableArray<PriorityFactor> factors) => JsonSerializer.Serialize(factors, JsonSerializerOptions.Web);

    public static ImmutableArray<PriorityFactor> Read(string json) => JsonSerializer.Deserialize<ImmutableArray<PriorityFactor>>(json, JsonSerializerOptions.Web);
}

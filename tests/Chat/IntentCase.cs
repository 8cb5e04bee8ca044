using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Raposa.Chat;

/// <summary>A question with what a person says it is after.</summary>
/// <param name="Scope">The main one; null for none.</param>
/// <param name="From">The first day of the time that it names.</param>
/// <param name="To">The day after its last.</param>
internal sealed record IntentCase(string Question, IntentScope? Scope, IntentKind Kind, string? From, string? To, ImmutableArray<string>? Entities, string? Severity)
{
    /// <summary>A Thursday: what the times in the cases are counted from.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static ImmutableArray<IntentCase> Read(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<IntentCase>(line, Json)!)];

    public static string DayOf(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Text.Json;
using Raposa.Ingestion.Parsing;

namespace Raposa.Inventory;

/// <summary>Whether a document comes back from <c>jsonb</c> saying exactly what went in.</summary>
internal static class JsonbFit
{
    public static bool Holds(ReadOnlySpan<byte> json)
    {
        var names = new KeyTracker();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeliveryScanner.MaxDepth });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.EnterObject();
                    break;
                case JsonTokenType.EndObject:
                    names.LeaveObject();
                    break;
                case JsonTokenType.PropertyName when names.IsRepeated(reader.ValueSpan) || JsonEscapes.HasUnkeepable(reader.ValueSpan):
                case JsonTokenType.String when JsonEscapes.HasUnkeepable(reader.ValueSpan):
                case JsonTokenType.Number when !JsonbText.KeepsNumber(reader.ValueSpan):
                    return false;
                default:
                    break;
            }
        }

        return true;
    }
}

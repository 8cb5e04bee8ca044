using System.Text.Json;
using System.Text.Json.Serialization;

namespace Raposa.Organizations;

/// <summary>An organization id is a plain string on the wire.</summary>
public sealed class OrganizationIdConverter : JsonConverter<OrganizationId>
{
    public override OrganizationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        OrganizationId.TryParse(reader.GetString(), out var id)
            ? id
            : throw new JsonException("An organization id is a lower-case UUID.");

    public override void Write(Utf8JsonWriter writer, OrganizationId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

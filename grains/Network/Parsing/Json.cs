using System.Globalization;
using System.Text.Json;

namespace Raposa.Network.Parsing;

/// <summary>Reads members that may be missing, null, or a number written as text.</summary>
internal static class Json
{
    public static string? Text(this JsonElement parent, string member) => parent.Member(member) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    public static int? Number(this JsonElement parent, string member) =>
        int.TryParse(parent.Text(member), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool? Flag(this JsonElement parent, string member) => parent.Member(member)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => bool.TryParse(parent.Text(member), out var flag) ? flag : null,
        _ => null,
    };

    public static JsonElement? Member(this JsonElement parent, string member) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static IEnumerable<JsonElement> List(this JsonElement parent, string member) =>
        parent.Member(member) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<string> Texts(this JsonElement parent, string member) =>
        parent.List(member).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);

    public static IEnumerable<Cidr> Ranges(this JsonElement parent, string list, string member) =>
        parent.List(list).Select(item => item.Text(member)).Where(text => Cidr.TryParse(text, out _)).Select(text => Cidr.Parse(text!));
}

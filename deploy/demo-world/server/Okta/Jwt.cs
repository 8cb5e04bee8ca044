using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Okta;

/// <summary>A token taken apart and not yet believed.</summary>
internal sealed record Jwt(JsonObject Header, JsonObject Claims, byte[] Signed, byte[] Signature)
{
    /// <summary>Null if it is no token.</summary>
    public static Jwt? Parse(string text)
    {
        if (text.Split('.') is not [var header, var claims, var signature])
        {
            return null;
        }

        try
        {
            return new(
                JsonNode.Parse(Base64Url.DecodeFromChars(header))!.AsObject(), JsonNode.Parse(Base64Url.DecodeFromChars(claims))!.AsObject(),
                Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature));
        }
        catch (Exception broken) when (broken is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Models;

namespace Raposa.DemoWorld.Aws.Protocols;

/// <summary>Single values of requests.</summary>
internal static class RequestText
{
    /// <exception cref="AwsErrorException">The text is no value of the shape.</exception>
    public static JsonNode Scalar(Shape shape, string text, string name) => shape.Type switch
    {
        ShapeType.Integer => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : throw Wrong(name, text),
        ShapeType.Number => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : throw Wrong(name, text),
        ShapeType.Boolean => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : throw Wrong(name, text),
        _ => JsonValue.Create(text),
    };

    private static AwsErrorException Wrong(string name, string text) =>
        new(400, "InvalidParameterValue", $"Value ({text}) for parameter {name} is invalid.");
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>What the CLI does to some calls beyond their models, so that it prints what it prints.</summary>
internal static class Customizations
{
    /// <summary>Of parameters, before they are written.</summary>
    public static JsonObject Before(AwsOperation operation, JsonObject parameters) => operation switch
    {
        { Service.Name: "route53" } => WithoutPathOfIds(operation, parameters),

        // Keys may hold characters that XML cannot: S3 is asked to escape them.
        { Service.Name: "s3", Name: "ListObjectsV2" } when parameters["EncodingType"] is null => With(parameters, "EncodingType", "url"),
        _ => parameters,
    };

    /// <summary>Of an answer, after it was read.</summary>
    public static AwsOutput After(AwsOperation operation, JsonObject asked, AwsHttpResponse response, AwsOutput output)
    {
        switch (operation)
        {
            case { Service.Name: "iam", Output: { } shape }:
                DecodePolicies(output.Json, shape);
                break;
            case { Service.Name: "s3", Name: "GetBucketLocation" }:
                return output with { Json = LocationOf(response) };
            case { Service.Name: "s3", Name: "ListObjectsV2" } when asked["EncodingType"] is null:
                DecodeKeys(output.Json);
                break;
            default:
                break;
        }

        return output;
    }

    // Answers call a zone "/hostedzone/Z1", the path of the next request wants "Z1".
    private static JsonObject WithoutPathOfIds(AwsOperation operation, JsonObject parameters)
    {
        var plain = parameters.DeepClone().AsObject();
        foreach (var name in operation.Input?.Members.Where(member => member.Location == "uri").Select(member => member.Name) ?? [])
        {
            if (plain[name] is JsonValue id)
            {
                var text = id.ToString();
                plain[name] = text[(text.LastIndexOf('/') + 1)..];
            }
        }

        return plain;
    }

    // Policies come as percent-encoded JSON in text.
    private static void DecodePolicies(JsonNode value, AwsShape shape)
    {
        switch (value)
        {
            case JsonObject structure when shape.Kind == AwsShapeKind.Structure:
                foreach (var member in shape.Members.Where(member => structure[member.Name] is not null))
                {
                    if (member.Shape.Name == "policyDocumentType")
                    {
                        structure[member.Name] = PolicyOf(structure[member.Name]!);
                    }
                    else
                    {
                        DecodePolicies(structure[member.Name]!, member.Shape);
                    }
                }

                break;
            case JsonArray list when shape.Kind == AwsShapeKind.List:
                foreach (var item in list.Where(item => item is not null))
                {
                    DecodePolicies(item!, shape.Item!.Shape);
                }

                break;
            default:
                break;
        }
    }

    private static JsonNode PolicyOf(JsonNode encoded)
    {
        try
        {
            return JsonNode.Parse(Uri.UnescapeDataString(encoded.GetValue<string>()))!;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return encoded.DeepClone();
        }
    }

    // The root itself is the value; it is empty for us-east-1, where the CLI prints null.
    private static JsonObject LocationOf(AwsHttpResponse response)
    {
        var location = XmlText.Parse(response.Body).Value.Trim();
        return new() { ["LocationConstraint"] = location.Length == 0 ? null : location };
    }

    private static void DecodeKeys(JsonObject output)
    {
        foreach (var name in (string[])["Delimiter", "Prefix", "StartAfter"])
        {
            Decode(output, name);
        }

        foreach (var item in (output["Contents"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Decode(item, "Key");
        }

        foreach (var item in (output["CommonPrefixes"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Decode(item, "Prefix");
        }
    }

    // As in a form: a plus is a space.
    private static void Decode(JsonObject holder, string name)
    {
        if (holder[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            holder[name] = Uri.UnescapeDataString(value.GetValue<string>().Replace('+', ' '));
        }
    }

    private static JsonObject With(JsonObject parameters, string name, string value)
    {
        var changed = parameters.DeepClone().AsObject();
        changed[name] = value;
        return changed;
    }
}

using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Protocols;

namespace Raposa.DemoWorld.Aws;

/// <summary>An S3 object: its bytes are the body, and what is known of it stands in headers.</summary>
internal static class ObjectAnswer
{
    /// <param name="output">As the CLI prints it, with the bytes as base64 in <c>Body</c>.</param>
    public static WireAnswer Of(JsonObject output, string requestId)
    {
        var headers = new List<KeyValuePair<string, string>>
        {
            KeyValuePair.Create("x-amz-request-id", requestId),
            KeyValuePair.Create("ETag", output["ETag"]!.GetValue<string>()),
            KeyValuePair.Create("Last-Modified", WireText.Rfc822(WireText.Time(output["LastModified"]!))),
            KeyValuePair.Create("Accept-Ranges", "bytes"),
        };
        headers.AddRange((output["Metadata"] as JsonObject ?? []).Select(one => KeyValuePair.Create($"x-amz-meta-{one.Key}", one.Value!.GetValue<string>())));
        return new(200, output["ContentType"]!.GetValue<string>(), Convert.FromBase64String(output["Body"]!.GetValue<string>()), headers);
    }
}

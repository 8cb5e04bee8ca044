using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Raposa.Collection;

/// <summary>An error as a service says it.</summary>
/// <param name="Code">AWS's code, without namespace: <c>AccessDenied</c>. The status where there is none.</param>
/// <param name="Message">AWS's text, whole; empty where there is none.</param>
internal sealed record AwsError(int Status, string Code, string Message)
{
    // Of a page that is not the service's (a proxy's), as much as helps.
    private const int MostOfAPage = 1_000;

    /// <summary>Of S3: the region that the bucket is in.</summary>
    public string? BucketRegion { get; init; }

    /// <summary>Reads an error in the words of whichever protocol: an answer that no service wrote (a proxy's) is one too.</summary>
    public static AwsError Read(AwsHttpResponse response)
    {
        var start = Encoding.UTF8.GetString(response.Body.Span).TrimStart('\ufeff', ' ', '\t', '\r', '\n');
        var error = start.StartsWith('<') ? FromXml(response) : FromJson(response, start);
        return error with
        {
            Code = QueryCode(response) ?? error.Code,
            BucketRegion = response.Header("x-amz-bucket-region") ?? error.BucketRegion,
        };
    }

    private static AwsError FromXml(AwsHttpResponse response)
    {
        XElement root;
        try
        {
            root = XmlText.Parse(response.Body);
        }
        catch (MalformedAnswerException)
        {
            return FromStatus(response);
        }

        // <Error> of S3, <ErrorResponse><Error> of query and REST, <Response><Errors><Error> of EC2.
        var error = root.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == "Error") ?? root;
        return error.Child("Code") is { } code
            ? new(response.Status, code.Value.Trim(), error.Child("Message")?.Value ?? "") { BucketRegion = error.Child("Region")?.Value }
            : FromStatus(response);
    }

    private static AwsError FromJson(AwsHttpResponse response, string text)
    {
        var body = ObjectOf(text);
        var code = response.Header("x-amzn-errortype") ?? TextOf(body, "__type") ?? TextOf(body, "code") ?? TextOf(body, "Code");
        var message = TextOf(body, "message") ?? TextOf(body, "Message") ?? TextOf(body, "errorMessage");
        return code is { Length: > 0 }
            ? new(response.Status, WithoutNamespace(code), message ?? "")
            : FromStatus(response) is var plain && message is null ? plain : plain with { Message = message };
    }

    private static AwsError FromStatus(AwsHttpResponse response) => new(
        response.Status,
        response.Status.ToString(CultureInfo.InvariantCulture),
        response.Body.IsEmpty
            ? Enum.IsDefined((HttpStatusCode)response.Status) ? ((HttpStatusCode)response.Status).ToString() : ""
            : Encoding.UTF8.GetString(response.Body.Span[..Math.Min(response.Body.Length, MostOfAPage)]).Trim());

    // "aws.protocoltests#FooError:http://internal.amazon.com/..." is FooError.
    private static string WithoutNamespace(string code)
    {
        var name = code.Split(':')[0];
        return name[(name.LastIndexOf('#') + 1)..].Trim();
    }

    // "AWS.SimpleQueueService.NonExistentQueue;Sender": services that spoke query say how they called it then.
    private static string? QueryCode(AwsHttpResponse response) =>
        response.Header("x-amzn-query-error")?.Split(';') is [{ Length: > 0 } code, _] ? code : null;

    private static JsonObject? ObjectOf(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonObject? body, string name) =>
        body?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}

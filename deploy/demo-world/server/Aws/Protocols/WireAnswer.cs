using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Models;

namespace Raposa.DemoWorld.Aws.Protocols;

/// <summary>An answer ready to be sent.</summary>
internal sealed record WireAnswer(int Status, string ContentType, byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>An output in the protocol of its service.</summary>
    public static WireAnswer Of(Operation operation, JsonObject output, string requestId)
    {
        var service = operation.Service;
        switch (service.Protocol)
        {
            case "ec2":
            case "query":
                var root = new XmlOutput(service).Response(operation, output, requestId);
                return new(200, "text/xml;charset=UTF-8", root, [KeyValuePair.Create("x-amzn-RequestId", requestId)]);
            case "json":
                var json = operation.Output is { } shape ? new JsonOutput(service).Body(shape, output) : [];
                return new(200, $"application/x-amz-json-{service.JsonVersion}", Bytes(json), [KeyValuePair.Create("x-amzn-RequestId", requestId)]);
            case "rest-json":
                return new(
                    200, "application/json",
                    Bytes(operation.Output is { } answer ? new JsonOutput(service).Body(answer, output) : []),
                    [KeyValuePair.Create("x-amzn-RequestId", requestId)]);
            default:
                return RestXml(operation, output, requestId);
        }
    }

    public static byte[] Bytes(JsonNode json) => JsonSerializer.SerializeToUtf8Bytes(json, Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static WireAnswer RestXml(Operation operation, JsonObject output, string requestId)
    {
        var service = operation.Service;
        var isS3 = service.Name == "s3";
        var headers = new List<KeyValuePair<string, string>> { KeyValuePair.Create(isS3 ? "x-amz-request-id" : "x-amzn-RequestId", requestId) };
        if (isS3)
        {
            headers.Add(KeyValuePair.Create("x-amz-id-2", Convert.ToBase64String(Encoding.ASCII.GetBytes(requestId + requestId))));
        }

        if (operation is { Name: "GetBucketLocation" } && isS3)
        {
            return new(200, "application/xml", XmlOutput.Location(output["LocationConstraint"]?.GetValue<string>()), headers);
        }

        var shape = operation.Output!;
        if (shape.Payload is { } payload && service[shape.Members[payload]].Type == ShapeType.String)
        {
            return new(200, "application/json", Encoding.UTF8.GetBytes(output[payload]!.GetValue<string>()), headers);
        }

        var space = isS3 ? XmlOutput.S3Namespace : SpaceOf(service);
        var xml = new XmlOutput(service);
        var body = shape.Payload is null
            ? xml.Body(RootOf(operation), shape, output, space)
            : xml.Body(shape.Members[shape.Payload].WireName ?? shape.Payload, service[shape.Members[shape.Payload]], output[shape.Payload]!.AsObject(), space);
        return new(200, isS3 ? "application/xml" : "text/xml", body, headers);
    }

    // What the root is called differs from the shape here and there; readers take whatever root there is.
    private static string RootOf(Operation operation) => (operation.Service.Name, operation.Name) switch
    {
        ("s3", "ListBuckets") => "ListAllMyBucketsResult",
        ("s3", "ListObjectsV2") => "ListBucketResult",
        ("s3", "GetBucketAcl") => "AccessControlPolicy",
        ("s3", "GetBucketVersioning") => "VersioningConfiguration",
        ("s3", "GetBucketLogging") => "BucketLoggingStatus",
        ("s3", "GetBucketLifecycleConfiguration") => "LifecycleConfiguration",
        ("s3", "GetBucketTagging") => "Tagging",
        ("s3", "GetBucketCors") => "CORSConfiguration",
        ("s3", "GetBucketWebsite") => "WebsiteConfiguration",
        ("s3", "GetBucketNotificationConfiguration") => "NotificationConfiguration",
        _ => $"{operation.Name}Response",
    };

    private static string SpaceOf(ServiceModel service) => service.Name switch
    {
        "route53" => "https://route53.amazonaws.com/doc/2013-04-01/",
        "cloudfront" => "http://cloudfront.amazonaws.com/doc/2020-05-31/",
        "s3control" => "http://awss3control.amazonaws.com/doc/2018-08-20/",
        _ => "",
    };
}

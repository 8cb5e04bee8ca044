using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Collection;

/// <summary>One operation of a service, as AWS's models describe it.</summary>
internal sealed class AwsOperation
{
    public AwsOperation(AwsService service, string name, JsonElement definition, Func<string, AwsShape> shapes)
    {
        Service = service;
        Name = name;
        var http = definition.TryGetProperty("http", out var given) ? given : default;
        Method = http.ValueKind == JsonValueKind.Object ? AwsMember.TextOf(http, "method") ?? "POST" : "POST";
        Uri = http.ValueKind == JsonValueKind.Object ? AwsMember.TextOf(http, "requestUri") ?? "/" : "/";
        HostPrefix = definition.TryGetProperty("endpoint", out var endpoint) ? AwsMember.TextOf(endpoint, "hostPrefix") : null;
        IsUnsigned = AwsMember.TextOf(definition, "authtype") == "none";
        Input = ShapeOf("input");
        Output = ShapeOf("output");
        OutputWrapper = definition.TryGetProperty("output", out var output) ? AwsMember.TextOf(output, "resultWrapper") : null;
        InputLocationName = definition.TryGetProperty("input", out var input) ? AwsMember.TextOf(input, "locationName") : null;
        InputXmlNamespace = definition.TryGetProperty("input", out input) ? XmlNamespace.Of(input) : null;
        Action = AwsMember.TextOf(definition, "action");
        Absent = definition.TryGetProperty("absent", out var absent)
            ? [.. absent.EnumerateArray().Select(code => code.GetString()!)]
            : [];
        Pages = definition.TryGetProperty("pages", out var pages) ? AwsPages.Parse(pages) : null;

        AwsShape? ShapeOf(string side) =>
            definition.TryGetProperty(side, out var reference) ? shapes(reference.GetProperty("shape").GetString()!) : null;
    }

    public AwsService Service { get; }

    public string Name { get; }

    public string Method { get; }

    /// <summary>Path and constant query, with labels: <c>/{Bucket}/{Key+}?acl</c>.</summary>
    public string Uri { get; }

    /// <summary>What stands before the host's name, with labels.</summary>
    public string? HostPrefix { get; }

    /// <summary>Called without a signature, as those are that exchange a token for credentials.</summary>
    public bool IsUnsigned { get; }

    public AwsShape? Input { get; }

    public AwsShape? Output { get; }

    public string? OutputWrapper { get; }

    public string? InputLocationName { get; }

    public XmlNamespace? InputXmlNamespace { get; }

    /// <summary>The IAM action that allows it: <c>s3:ListAllMyBuckets</c>.</summary>
    public string? Action { get; }

    /// <summary>Error codes that say "not configured": they are data, not failures.</summary>
    public ImmutableArray<string> Absent { get; }

    /// <summary>How its pages follow each other; null if it has one page.</summary>
    public AwsPages? Pages { get; }

    /// <summary>As in <see cref="RunFailure.Operation"/>: <c>ec2:DescribeInstances</c>.</summary>
    public override string ToString() => $"{Service.Name}:{Name}";
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace Raposa.Collection;

/// <summary>The part of a service's model that we read with. Parsed from the form that botocore keeps models in.</summary>
internal sealed class AwsService
{
    public AwsService(string name, JsonElement model)
    {
        Name = name;
        var metadata = model.GetProperty("metadata");
        Protocol = metadata.GetProperty("protocol").GetString()!;
        ApiVersion = AwsMember.TextOf(metadata, "apiVersion") ?? "";
        JsonVersion = AwsMember.TextOf(metadata, "jsonVersion");
        TargetPrefix = AwsMember.TextOf(metadata, "targetPrefix");
        EndpointPrefix = AwsMember.TextOf(metadata, "endpointPrefix") ?? name;
        SigningName = AwsMember.TextOf(metadata, "signingName") ?? EndpointPrefix;
        ServiceId = AwsMember.TextOf(metadata, "serviceId") ?? name;
        IsQueryCompatible = metadata.TryGetProperty("awsQueryCompatible", out _);

        var definitions = model.GetProperty("shapes").EnumerateObject().ToFrozenDictionary(shape => shape.Name, shape => shape.Value);
        var shapes = new ConcurrentDictionary<string, AwsShape>();
        Operations = model.GetProperty("operations").EnumerateObject()
            .ToFrozenDictionary(operation => operation.Name, operation => new AwsOperation(this, operation.Name, operation.Value, Find));

        AwsShape Find(string shape) =>
            shapes.TryGetValue(shape, out var known) ? known
            : shapes.GetOrAdd(shape, new AwsShape(shape, definitions[shape], Find));
    }

    /// <summary>botocore's name for it: <c>elbv2</c>.</summary>
    public string Name { get; }

    /// <summary><c>ec2</c>, <c>query</c>, <c>json</c>, <c>rest-json</c> or <c>rest-xml</c>.</summary>
    public string Protocol { get; }

    public string ApiVersion { get; }

    public string? JsonVersion { get; }

    public string? TargetPrefix { get; }

    public string EndpointPrefix { get; }

    public string SigningName { get; }

    /// <summary>AWS's name for it, which names its variable: <c>Elastic Load Balancing v2</c>.</summary>
    public string ServiceId { get; }

    /// <summary>A json service that says in a header how it called its errors when it spoke query.</summary>
    public bool IsQueryCompatible { get; }

    public FrozenDictionary<string, AwsOperation> Operations { get; }
}

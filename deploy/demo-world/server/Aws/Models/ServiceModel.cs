using System.Text.Json;

namespace Raposa.DemoWorld.Aws.Models;

/// <summary>One AWS service: its protocol, operations and shapes, in the form of botocore's <c>service-2.json</c>.</summary>
internal sealed class ServiceModel
{
    private readonly Dictionary<string, Shape> _shapes;

    private ServiceModel(string name, JsonElement json)
    {
        var metadata = json.GetProperty("metadata");
        string? Text(string key) => metadata.TryGetProperty(key, out var value) ? value.GetString() : null;
        Name = name;
        Protocol = Text("protocol")!;
        ApiVersion = Text("apiVersion")!;
        JsonVersion = Text("jsonVersion") ?? "1.1";
        TargetPrefix = Text("targetPrefix");
        XmlNamespace = Text("xmlNamespace");
        SigningName = Text("signingName") ?? Text("endpointPrefix")!;
        EndpointPrefix = Text("endpointPrefix")!;
        _shapes = json.GetProperty("shapes").EnumerateObject().ToDictionary(one => one.Name, one => Shape.Read(one.Name, one.Value), StringComparer.Ordinal);
        Operations = json.GetProperty("operations").EnumerateObject()
            .ToDictionary(one => one.Name, one => Operation.Read(this, one.Name, one.Value), StringComparer.Ordinal);
    }

    /// <summary>As botocore calls it: <c>ec2</c>, <c>elbv2</c>.</summary>
    public string Name { get; }

    /// <summary><c>ec2</c>, <c>query</c>, <c>json</c>, <c>rest-json</c> or <c>rest-xml</c>.</summary>
    public string Protocol { get; }

    public string ApiVersion { get; }

    public string JsonVersion { get; }

    /// <summary>Before the dot in <c>X-Amz-Target</c>.</summary>
    public string? TargetPrefix { get; }

    public string? XmlNamespace { get; }

    /// <summary>In the scope of a signature.</summary>
    public string SigningName { get; }

    /// <summary>The first label of its hosts.</summary>
    public string EndpointPrefix { get; }

    public IReadOnlyDictionary<string, Operation> Operations { get; }

    public Shape this[string shape] => _shapes[shape];

    public Shape this[Member member] => _shapes[member.Shape];

    public static ServiceModel Load(string name)
    {
        using var stream = typeof(ServiceModel).Assembly.GetManifestResourceStream($"model/{name}")
            ?? throw new ArgumentException($"There is no model of the service '{name}'.", nameof(name));
        using var json = JsonDocument.Parse(stream);
        return new(name, json.RootElement);
    }
}

/// <summary>One operation of a service.</summary>
/// <param name="Uri">Path with <c>{Member}</c> in it, and the fixed part of the query.</param>
/// <param name="ResultWrapper">The element inside the response's root, of the query protocol.</param>
/// <param name="Action">What a policy must allow, such as <c>s3:GetEncryptionConfiguration</c>.</param>
internal sealed record Operation(
    ServiceModel Service, string Name, string Method, string Uri, string? InputShape, string? OutputShape, string? ResultWrapper, string Action)
{
    public Shape? Input => InputShape is null ? null : Service[InputShape];

    public Shape? Output => OutputShape is null ? null : Service[OutputShape];

    public override string ToString() => $"{Service.Name}:{Name}";

    public static Operation Read(ServiceModel service, string name, JsonElement json)
    {
        var http = json.GetProperty("http");
        json.TryGetProperty("input", out var input);
        json.TryGetProperty("output", out var output);
        string? Of(JsonElement from, string key) => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(key, out var value) ? value.GetString() : null;
        return new(
            service, name, http.GetProperty("method").GetString()!, http.GetProperty("requestUri").GetString()!,
            Of(input, "shape"), Of(output, "shape"), Of(output, "resultWrapper"), Of(json, "action") ?? $"{service.SigningName}:{name}");
    }
}

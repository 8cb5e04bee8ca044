using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>One of the five ways in which AWS services write requests and answers.</summary>
internal interface IAwsProtocol
{
    /// <summary>Writes a call.</summary>
    /// <exception cref="ArgumentException">A parameter is not of the operation, or one that the address needs is missing.</exception>
    AwsHttpRequest Write(AwsOperation operation, JsonObject parameters);

    /// <summary>Reads an answer that is not an error.</summary>
    /// <exception cref="MalformedAnswerException">It is not well-formed.</exception>
    AwsOutput Read(AwsOperation operation, AwsHttpResponse response);
}

/// <summary>What an answer says: JSON as the CLI prints it, and the bytes that the CLI writes to a file.</summary>
internal sealed record AwsOutput(JsonObject Json, ReadOnlyMemory<byte>? Payload = null);

/// <summary>An answer that is not the XML or JSON that it should be.</summary>
internal sealed class MalformedAnswerException(string message, Exception? cause = null) : Exception(message, cause);

internal static class AwsProtocols
{
    private static readonly QueryProtocol Query = new(isEc2: false);
    private static readonly QueryProtocol Ec2 = new(isEc2: true);
    private static readonly JsonProtocol Json = new();
    private static readonly RestProtocol RestJson = new(isXml: false);
    private static readonly RestProtocol RestXml = new(isXml: true);

    public static IAwsProtocol Of(AwsService service) => service.Protocol switch
    {
        "ec2" => Ec2,
        "query" => Query,
        "json" => Json,
        "rest-json" => RestJson,
        "rest-xml" => RestXml,
        _ => throw new InvalidOperationException($"{service.Name} speaks '{service.Protocol}', which is not one of AWS's five."),
    };
}

using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Raposa.Ingestion;

/// <summary>What the OpenAPI document says of the ingestion endpoints that their methods do not show: the body and the headers.</summary>
internal static class IngestionDescription
{
    private static readonly string[] MediaTypes = ["application/json", "application/x-ndjson", "application/gzip"];

    private static readonly (string Name, string Description)[] SignatureHeaders =
    [
        ("webhook-id", "The message id: the same for every attempt to send this body. At most 256 characters, no dot."),
        ("webhook-timestamp", "When this attempt was signed, in whole seconds since 1970. At most 300 seconds off."),
        ("webhook-signature", "v1,{base64 of HMAC-SHA256 over \"{id}.{timestamp}.{body}\"}; several are separated by spaces."),
    ];

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "{\"Records\":[…]}, an array of records, one record, one EventBridge event, or JSON lines of these; gzip or not.",
            Content = MediaTypes.ToDictionary(type => type, _ => new OpenApiMediaType()),
        };
        if (context.Description.RelativePath?.EndsWith("cloudtrail", StringComparison.Ordinal) == true)
        {
            operation.Parameters =
            [
                .. SignatureHeaders.Select(header => new OpenApiParameter
                {
                    Name = header.Name,
                    In = ParameterLocation.Header,
                    Required = true,
                    Description = header.Description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }),
            ];
        }

        return Task.CompletedTask;
    }
}

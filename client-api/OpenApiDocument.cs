using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Raposa.Chat;
using Raposa.Organizations;
using Raposa.Organizations.Access;

namespace Raposa;

/// <summary>
/// The OpenAPI document at <c>/openapi/v1.json</c>, made from the endpoints themselves: what each needs is in its access
/// metadata, so the document cannot say otherwise.
/// </summary>
internal static class OpenApiDocument
{
    private const string Bearer = "accessToken";
    private const string ApiKeyScheme = "apiKey";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new() { Title = "Raposa", Version = "v1" };
                document.Servers?.Clear();
                document.Components ??= new();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [Bearer] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.Http,
                        Scheme = "bearer",
                        BearerFormat = "JWT",
                        Description = "The access token of POST /v1/sign-in.",
                    },
                    [ApiKeyScheme] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.ApiKey,
                        In = ParameterLocation.Header,
                        Name = "x-api-key",
                        Description = "The API key of a credential (rpk_…); for ingestion.",
                    },
                };
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                AddPathParameters(operation, context);
                NameQueryAsJson(operation);
                AddAccess(operation, context);
                AddRates(operation, context);
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, context, _) =>
            {
                // Converters of our own hide from the schema that what they write is a string.
                var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
                if (type == typeof(OrganizationId))
                {
                    schema.Type = JsonSchemaType.String;
                    schema.Format = "uuid";
                }
                else if (type.IsEnum)
                {
                    schema.Type = JsonSchemaType.String;

                    // Where it was first met may be null; the names are the same everywhere, and each place says by itself whether it may be.
                    schema.Enum = [.. (schema.Enum ?? []).Where(name => name is not null && !name.IsJsonNullSentinel())];
                }

                return Task.CompletedTask;
            });
        });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnybody();

    // The organization in a path is read by the access check, not by the endpoint's method, so nothing else declares it.
    private static void AddPathParameters(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.RelativePath?.Contains("{organization}", StringComparison.Ordinal) == true)
        {
            operation.Parameters ??= [];
            operation.Parameters.Insert(0, new OpenApiParameter
            {
                Name = "organization",
                In = ParameterLocation.Path,
                Required = true,
                Description = "The organization's id, or current for the access token's own.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = JsonValue.Create(AccessMiddleware.CurrentOrganization),
            });
        }
    }

    // Names of a query are read in any case, and those of a record bound as a whole come out as in C#. Clients see one style.
    private static void NameQueryAsJson(OpenApiOperation operation)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(one => one.In == ParameterLocation.Query))
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        }
    }

    private static void AddAccess(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var path = context.Description.RelativePath ?? "";
        var access = context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessMetadata>().LastOrDefault();
        if (access is null or { Kind: AccessKind.Anybody })
        {
            // Ingestion lets anybody in and checks the key itself, in the order that its contract states.
            if (path.StartsWith("v1/ingest/", StringComparison.Ordinal))
            {
                operation.Security = [new() { [new OpenApiSecuritySchemeReference(ApiKeyScheme, context.Document)] = [] }];
            }

            return;
        }

        operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        operation.Responses ??= [];
        operation.Responses.TryAdd("401", new OpenApiResponse { Description = "No valid access token." });
        if (access.Permission is { } permission)
        {
            operation.Responses.TryAdd("403", new OpenApiResponse { Description = $"The role does not hold the permission {permission}." });
        }

        if (path.Contains('{', StringComparison.Ordinal))
        {
            operation.Responses.TryAdd("404", new OpenApiResponse { Description = "Not there, or another organization's." });
        }
    }

    private static void AddRates(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (operation.Responses?.GetValueOrDefault("429") is not OpenApiResponse refused)
        {
            return;
        }

        Describe(refused, "Retry-After", "Seconds until it is worth another try.", JsonSchemaType.Integer);
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<QuestionMetadata>().Any())
        {
            foreach (var response in operation.Responses.Where(one => one.Key is "200" or "429").Select(one => one.Value).OfType<OpenApiResponse>())
            {
                Describe(response, "RateLimit", "Questions that may be asked at once now (r) and seconds until all may again (t), of the person and of the organization.", JsonSchemaType.String);
                Describe(response, "RateLimit-Policy", "Questions (q) that grow back within so many seconds (w), of the person and of the organization.", JsonSchemaType.String);
            }
        }
    }

    private static void Describe(OpenApiResponse response, string header, string description, JsonSchemaType type)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[header] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = type } };
    }
}

using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Okta;

/// <summary>A custom authorization server: its description, its keys, and tokens for service apps.</summary>
internal static class OktaEndpoints
{
    public const string Path = "/oauth2/default";

    /// <summary>The audience of the tokens it issues, which roles' trust asks for.</summary>
    public const string Audience = "sts.amazonaws.com";

    public static void MapOkta(this IEndpointRouteBuilder routes)
    {
        var server = routes.MapGroup(Path);
        server.MapGet("/.well-known/openid-configuration", Describe);
        server.MapGet("/.well-known/oauth-authorization-server", Describe);
        server.MapGet("/v1/keys", (OidcIssuer issuer) => Results.Json(issuer.Keys()));
        server.MapPost("/v1/token", Token).DisableAntiforgery();
    }

    private static IResult Describe(OidcIssuer issuer) => Results.Json(new JsonObject
    {
        ["issuer"] = issuer.Issuer,
        ["token_endpoint"] = $"{issuer.Issuer}/v1/token",
        ["jwks_uri"] = $"{issuer.Issuer}/v1/keys",
        ["grant_types_supported"] = new JsonArray("client_credentials"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["subject_types_supported"] = new JsonArray("public"),
    });

    private static async Task<IResult> Token(HttpRequest request, OidcIssuer issuer, OktaClients clients)
    {
        if (!request.HasFormContentType)
        {
            return Refuse(400, "invalid_request", "Accept and/or Content-Type headers do not match supported values.");
        }

        var form = await request.ReadFormAsync();
        if (form["grant_type"] != "client_credentials")
        {
            return Refuse(400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.");
        }

        if (form["client_assertion_type"] != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" ||
            clients.Prove(form["client_assertion"].ToString(), [$"{issuer.Issuer}/v1/token", issuer.Issuer]) is not { } client)
        {
            return Refuse(401, "invalid_client", "The client_assertion is not valid.");
        }

        return Results.Json(new JsonObject
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)OidcIssuer.Lifetime.TotalSeconds,
            ["access_token"] = issuer.Issue(Audience, client),
            ["scope"] = form["scope"].ToString(),
        });
    }

    private static IResult Refuse(int status, string error, string description) =>
        Results.Json(new JsonObject { ["error"] = error, ["error_description"] = description }, statusCode: status);
}

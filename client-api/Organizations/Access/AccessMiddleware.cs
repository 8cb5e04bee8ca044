using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Raposa.Problems;

namespace Raposa.Organizations.Access;

/// <summary>
/// Lets a request through to its endpoint if who sends it may: 401 without a valid token, 404 for a path of another
/// organization (the same as one that does not exist), 403 for a permission that is missing inside one's own. What follows
/// acts for the token's organization.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, Authenticator authenticator)
{
    /// <summary>A path may say this for the token's own organization.</summary>
    public const string CurrentOrganization = "current";

    public async Task InvokeAsync(HttpContext context)
    {
        // Routing answers a wrong method or content type by endpoints of its own; they say nothing that needs guarding.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var access = endpoint.Metadata.GetMetadata<AccessMetadata>() ?? throw new InvalidOperationException(
            $"{endpoint.DisplayName} does not declare who may call it.");
        if (access.Kind == AccessKind.Anybody)
        {
            await next(context);
            return;
        }

        var person = await authenticator.AuthenticateAsync(context);
        var refusal = Judge(context, access, person);
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        context.Features.Set(person);
        if (person!.Organization is { } organization)
        {
            Caller.ActFor(organization, person.PersonId);
        }

        await next(context);
    }

    private static ProblemHttpResult? Judge(HttpContext context, AccessMetadata access, SignedIn? person)
    {
        if (person is null)
        {
            // RFC 6750 3: no error code where no token was sent.
            context.Response.Headers.WWWAuthenticate =
                Authenticator.HasToken(context.Request) ? "Bearer error=\"invalid_token\"" : "Bearer";
            return RaposaProblems.Unauthorized();
        }

        if (access.Kind == AccessKind.SignedIn)
        {
            return null;
        }

        return context.Request.RouteValues["organization"] is string path
            && path != CurrentOrganization
            && path != person.Organization?.ToString()
                ? RaposaProblems.NotFound()
                : Judge(access.Permission, person.Role);
    }

    private static ProblemHttpResult? Judge(Permission? permission, Role? role) => role switch
    {
        null => RaposaProblems.Problem(
            StatusCodes.Status403Forbidden,
            "no-organization",
            "You are no member of an organization that this token could act for.",
            "Sign in again, create an organization, or accept an invitation."),
        _ when permission is { } needed && !Permissions.Of(role.Value).Contains(needed) => RaposaProblems.Problem(
            StatusCodes.Status403Forbidden,
            "forbidden",
            "Your role does not allow this.",
            $"It needs the permission {NameOf(needed.ToString())}, which the role {NameOf(role.Value.ToString())} does not hold."),
        _ => null,
    };

    private static string NameOf(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}

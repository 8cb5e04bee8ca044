using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Organizations;

/// <summary>Signing in with a local account, and what a token may do.</summary>
public static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("").WithTags("Session");

        sessions.MapPost("/v1/sign-in", SignIn)
            .WithName("SignIn")
            .WithSummary("Signs in with address and password; the answer holds an access token for one hour.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .CountByAddress(CountedByAddress.FailedSignIns)
            .AllowAnybody();
        sessions.MapPost("/v1/invitations/accept", AcceptInvitation)
            .WithName("AcceptInvitation")
            .WithSummary("Joins an organization by an invitation token.")
            .WithDescription("Somebody who has no password yet sets it by this; somebody who has one gives it.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .CountByAddress(CountedByAddress.FailedSignIns)
            .AllowAnybody();
        sessions.MapGet("/v1/session", Get)
            .WithName("GetSession")
            .WithSummary("Who the access token is for, and what it may do now.")
            .RequireSignIn();
        sessions.MapPost("/v1/session/organization", Switch)
            .WithName("SwitchOrganization")
            .WithSummary("A new access token for another of the person's organizations.")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .RequireSignIn();
        sessions.MapGet("/.well-known/jwks.json", GetKeys)
            .WithName("GetTokenKeys")
            .WithSummary("The public keys of access tokens (RFC 7517).")
            .Produces<string>(StatusCodes.Status200OK, "application/jwk-set+json")
            .AllowAnybody();
    }

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> SignIn(SignInRequest request, HttpContext context, IGrainFactory grains) =>
        Answer(context, EmailAddress.TryNormalize(request.Email, out var email)
            ? await grains.GetGrain<ISignInGrain>(email).SignIn(request.Password, request.Organization)
            : new(null, SignInRefusal.WrongEmailOrPassword));

    private static async Task<Results<Ok<Session>, ValidationProblem, ProblemHttpResult>> AcceptInvitation(
        AcceptInvitationRequest request, HttpContext context, IGrainFactory grains)
    {
        if (PasswordRule.Objection(request.Password, request.Email) is { } objection)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["password"] = [objection] });
        }

        if (!EmailAddress.TryNormalize(request.Email, out var email))
        {
            return Refused(context, new(null, SignInRefusal.InvalidInvitation));
        }

        var answer = await grains.GetGrain<ISignInGrain>(email).AcceptInvitation(request.Token, request.Password);
        return answer.Session is { } session ? TypedResults.Ok(session) : Refused(context, answer);
    }

    private static async Task<Ok<CurrentSession>> Get(HttpContext context, IGrainFactory grains)
    {
        var person = context.GetSignedIn();
        return TypedResults.Ok(new CurrentSession(
            person.PersonId,
            person.Email,
            person.Organization,
            person.Role,
            person.Role is { } role ? [.. Permissions.Of(role)] : [],
            await grains.GetGrain<ISignInGrain>(person.Email).GetOrganizations(person.PersonId)));
    }

    private static async Task<Results<Ok<Session>, ProblemHttpResult>> Switch(
        SwitchRequest request, HttpContext context, IGrainFactory grains)
    {
        var person = context.GetSignedIn();
        return Answer(context, await grains.GetGrain<ISignInGrain>(person.Email).Switch(person.PersonId, request.Organization));
    }

    private static async Task<ContentHttpResult> GetKeys(HttpContext context, IGrainFactory grains)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Text(await grains.GetGrain<ITokenKeysGrain>("keys").GetJwks(), "application/jwk-set+json");
    }

    private static Results<Ok<Session>, ProblemHttpResult> Answer(HttpContext context, SignInAnswer answer) =>
        answer.Session is { } session ? TypedResults.Ok(session) : Refused(context, answer);

    private static ProblemHttpResult Refused(HttpContext context, SignInAnswer answer) => answer.Refusal switch
    {
        SignInRefusal.TooManyAttempts => RaposaProblems.TooMany(
            context,
            "too-many-attempts",
            "There were too many failed attempts at this account.",
            "Wait a few minutes; each further attempt after the wait doubles it, up to 15 minutes.",
            answer.RetryAfter ?? TimeSpan.FromMinutes(1)),
        SignInRefusal.NotAMember => RaposaProblems.Problem(
            StatusCodes.Status403Forbidden, "not-a-member", "You are no member of that organization."),
        SignInRefusal.InvalidInvitation => RaposaProblems.Problem(
            StatusCodes.Status401Unauthorized,
            "invalid-invitation",
            "The invitation is not valid for this address.",
            "It works once, for seven days. Ask whoever invited you for a new one."),
        _ => RaposaProblems.Problem(
            StatusCodes.Status401Unauthorized, "wrong-email-or-password", "The address or the password is wrong."),
    };
}

/// <param name="Organization">Which of the person's organizations the token is for; the first they joined if left out.</param>
public sealed record SignInRequest(
    [property: Required, StringLength(254)] string Email,
    [property: Required, StringLength(PasswordRule.MaximumLength)] string Password,
    OrganizationId? Organization = null);

public sealed record AcceptInvitationRequest(
    [property: Required, StringLength(254)] string Email,
    [property: Required, StringLength(200)] string Token,
    [property: Required] string Password);

public sealed record SwitchRequest(OrganizationId Organization);

/// <summary>Who a token is for. The role and the permissions are those of now, not of when the token was made.</summary>
public sealed record CurrentSession(
    Guid PersonId,
    string Email,
    OrganizationId? Organization,
    Role? Role,
    ImmutableArray<Permission> Permissions,
    ImmutableArray<SessionOrganization> Organizations);

using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Organizations;

/// <summary>API credentials: what signs events. Keys and secrets are in the answer that makes them, and in no other.</summary>
public static class CredentialsEndpoints
{
    private const int DefaultOverlapHours = 24;

    public static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        var credentials = routes.MapGroup("/v1/organizations/{organization}/credentials").WithTags("Credentials");

        credentials.MapGet("", GetAll)
            .WithName("GetCredentials")
            .WithSummary("Every credential, revoked ones too, newest first.")
            .RequirePermission(Permission.ReadCredentials);
        credentials.MapPost("", Issue)
            .WithName("IssueCredential")
            .WithSummary("Issues an API key and a signing secret, shown in this answer and never again.")
            .ProducesValidationProblem()
            .RequirePermission(Permission.ManageCredentials);
        credentials.MapGet("/{credentialId}", Get)
            .WithName("GetCredential")
            .WithSummary("One credential.")
            .RequirePermission(Permission.ReadCredentials);
        credentials.MapPost("/{credentialId}/rotate", Rotate)
            .WithName("RotateCredential")
            .WithSummary("Adds a signing secret; the one in use lives on for the overlap, any older one ends now.")
            .ProducesValidationProblem()
            .RequirePermission(Permission.ManageCredentials);
        credentials.MapDelete("/{credentialId}/secrets/{secretId:guid}", RevokeSecret)
            .WithName("RevokeSecret")
            .WithSummary("Ends one signing secret now.")
            .RequirePermission(Permission.ManageCredentials);
        credentials.MapDelete("/{credentialId}", Revoke)
            .WithName("RevokeCredential")
            .WithSummary("Ends the credential now.")
            .RequirePermission(Permission.ManageCredentials);
    }

    private static async Task<Ok<ImmutableArray<Credential>>> GetAll(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await OrganizationsEndpoints.Current(context, grains).GetCredentials());

    private static async Task<Created<IssuedCredential>> Issue(
        IssueCredentialRequest request, HttpContext context, IGrainFactory grains)
    {
        var issued = await OrganizationsEndpoints.Current(context, grains).IssueCredential(request.Name);
        return TypedResults.Created(
            $"/v1/organizations/{context.GetOrganization()}/credentials/{issued.Credential.Id}", issued);
    }

    private static async Task<Results<Ok<Credential>, ProblemHttpResult>> Get(
        string credentialId, HttpContext context, IGrainFactory grains) =>
        OkOrNotFound(await CredentialOf(context, grains, credentialId).Get());

    private static async Task<Results<Ok<IssuedSecret>, ProblemHttpResult>> Rotate(
        string credentialId, RotateCredentialRequest? request, HttpContext context, IGrainFactory grains)
    {
        var overlap = TimeSpan.FromHours(request?.OverlapHours ?? DefaultOverlapHours);
        return OkOrNotFound(await CredentialOf(context, grains, credentialId).RotateSecret(overlap));
    }

    private static async Task<Results<Ok<Credential>, ProblemHttpResult>> RevokeSecret(
        string credentialId, Guid secretId, HttpContext context, IGrainFactory grains) =>
        OkOrNotFound(await CredentialOf(context, grains, credentialId).RevokeSecret(secretId));

    private static async Task<Results<Ok<Credential>, ProblemHttpResult>> Revoke(
        string credentialId, HttpContext context, IGrainFactory grains) =>
        OkOrNotFound(await CredentialOf(context, grains, credentialId).Revoke());

    private static ICredentialGrain CredentialOf(HttpContext context, IGrainFactory grains, string credentialId) =>
        grains.GetGrain<ICredentialGrain>(new CredentialKey(context.GetOrganization(), credentialId).ToString());

    private static Results<Ok<T>, ProblemHttpResult> OkOrNotFound<T>(T? found)
        where T : class =>
        found is null ? RaposaProblems.NotFound() : TypedResults.Ok(found);
}

public sealed record IssueCredentialRequest([property: Required, StringLength(100, MinimumLength = 1)] string Name);

/// <param name="OverlapHours">How long the secret in use goes on: 24 hours unless said, a week at the most, 0 for not at all.</param>
public sealed record RotateCredentialRequest([property: Range(0, 168)] int? OverlapHours = null);

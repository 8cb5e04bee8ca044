using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Organizations;

/// <summary>
/// An organization and what it decides for itself. In a path, <c>current</c> stands for the token's own; any other is
/// answered 404, whether it exists or not.
/// </summary>
public static class OrganizationsEndpoints
{
    public const string SetupTokenHeader = "x-setup-token";

    public static void MapOrganizations(this IEndpointRouteBuilder routes)
    {
        var organizations = routes.MapGroup("/v1/organizations").WithTags("Organizations");

        organizations.MapPost("", Create)
            .WithName("CreateOrganization")
            .WithSummary("Creates an organization; the caller is its first owner.")
            .WithDescription(
                "Signed in: the name is enough. With the setup token in the header x-setup-token: with the address and password of its first person.")
            .Produces<Organization>(StatusCodes.Status201Created)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .CountByAddress(CountedByAddress.NewOrganizations)
            .AllowAnybody();
        organizations.MapGet("/{organization}", Get)
            .WithName("GetOrganization")
            .WithSummary("The organization with its settings.")
            .RequirePermission(Permission.ReadOrganization);
        organizations.MapPatch("/{organization}/settings", ChangeSettings)
            .WithName("ChangeSettings")
            .WithSummary("Changes those settings that the body names.")
            .RequirePermission(Permission.ManageOrganization);
    }

    private static async Task<IResult> Create(
        CreateOrganizationRequest request,
        HttpContext context,
        Authenticator authenticator,
        AccessOptions options,
        IGrainFactory grains,
        TimeProvider time)
    {
        var hasSetupToken = IsSetupToken(context.Request.Headers[SetupTokenHeader], options.SetupToken);
        var owner = hasSetupToken ? null : (await authenticator.AuthenticateAsync(context))?.PersonId;
        if (!hasSetupToken && owner is null)
        {
            return RaposaProblems.Unauthorized();
        }

        if (hasSetupToken)
        {
            if (Objections(request) is { Count: > 0 } errors)
            {
                return TypedResults.ValidationProblem(errors);
            }

            owner = await RegisterAsync(grains, request.Email!, request.Password!);
        }

        if (owner is null)
        {
            return RaposaProblems.Problem(
                StatusCodes.Status409Conflict,
                "email-taken",
                "There is a person with this address, and the password is not theirs.",
                "Sign in as them and create the organization with their access token.");
        }

        var id = new OrganizationId(Guid.CreateVersion7(time.GetUtcNow()));
        Caller.ActFor(id, owner);
        var organization = await grains.GetGrain<IOrganizationGrain>(id.ToString()).Create(new()
        {
            Name = request.Name,
            OwnerId = owner.Value,
            IsDemo = hasSetupToken && request.IsDemo,
        });
        return TypedResults.Created($"/v1/organizations/{id}", organization);
    }

    private static async Task<Results<Ok<Organization>, ProblemHttpResult>> Get(HttpContext context, IGrainFactory grains) =>
        await Current(context, grains).Get() is { } organization
            ? TypedResults.Ok(organization)
            : RaposaProblems.NotFound();

    private static async Task<Results<Ok<Organization>, ProblemHttpResult>> ChangeSettings(
        ChangeSettingsRequest request, HttpContext context, IGrainFactory grains)
    {
        var grain = Current(context, grains);
        if (await grain.Get() is not { } before)
        {
            return RaposaProblems.NotFound();
        }

        var settings = before.Settings with
        {
            RejectsUnclaimedAccounts = request.RejectsUnclaimedAccounts ?? before.Settings.RejectsUnclaimedAccounts,
        };
        return TypedResults.Ok(await grain.ChangeSettings(settings) ?? before);
    }

    internal static IOrganizationGrain Current(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IOrganizationGrain>(context.GetOrganization().ToString());

    // Compared by their hashes, so that neither the content nor the length of the token shows in the time it takes.
    private static bool IsSetupToken(string? shown, string expected) =>
        expected.Length > 0
        && shown is not null
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    private static Dictionary<string, string[]> Objections(CreateOrganizationRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        if (!EmailAddress.TryNormalize(request.Email, out _))
        {
            errors["email"] = ["This is not an e-mail address."];
        }

        if (PasswordRule.Objection(request.Password, request.Email) is { } objection)
        {
            errors["password"] = [objection];
        }

        return errors;
    }

    /// <summary>The new person, or the one who has that address and that password; so the request may be repeated.</summary>
    private static async Task<Guid?> RegisterAsync(IGrainFactory grains, string email, string password)
    {
        var signIn = grains.GetGrain<ISignInGrain>(EmailAddress.Normalize(email));
        return await signIn.Register(password) ?? (await signIn.SignIn(password, organization: null)).Session?.PersonId;
    }
}

/// <summary>The name is enough for somebody who is signed in; the rest is for whoever shows the setup token.</summary>
public sealed record CreateOrganizationRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Name,
    string? Email = null,
    string? Password = null,
    bool IsDemo = false);

/// <summary>What is left out stays as it is.</summary>
public sealed record ChangeSettingsRequest(bool? RejectsUnclaimedAccounts = null);

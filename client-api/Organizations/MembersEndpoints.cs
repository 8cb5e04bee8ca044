using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Organizations;

/// <summary>Who belongs to an organization.</summary>
public static class MembersEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/v1/organizations/{organization}/members").WithTags("Members");

        members.MapGet("", GetAll)
            .WithName("GetMembers")
            .WithSummary("Members and invited people, longest first.")
            .RequirePermission(Permission.ReadOrganization);
        members.MapPost("", Add)
            .WithName("AddMember")
            .WithSummary("Invites a person, or changes the role of one who is there.")
            .WithDescription("The invitation token is shown in this answer and never again: give it to the person yourself.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequirePermission(Permission.ManageMembers);
        members.MapDelete("/{personId:guid}", Remove)
            .WithName("RemoveMember")
            .WithSummary("Removes a member. Their access token is refused within a minute.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequirePermission(Permission.ManageMembers);
    }

    private static async Task<Ok<ImmutableArray<Member>>> GetAll(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await OrganizationsEndpoints.Current(context, grains).GetMembers());

    private static async Task<Results<Ok<AddedMember>, ValidationProblem, ProblemHttpResult>> Add(
        AddMemberRequest request, HttpContext context, IGrainFactory grains, MembershipCache memberships)
    {
        if (!EmailAddress.TryNormalize(request.Email, out var email))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["email"] = ["This is not an e-mail address."] });
        }

        try
        {
            var added = await OrganizationsEndpoints.Current(context, grains).AddMember(email, request.Role);
            memberships.Forget(context.GetOrganization(), added.Member.PersonId);
            return TypedResults.Ok(added);
        }
        catch (MembershipRefusedException refused)
        {
            return Refused(refused);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        Guid personId, HttpContext context, IGrainFactory grains, MembershipCache memberships)
    {
        try
        {
            var isRemoved = await OrganizationsEndpoints.Current(context, grains).RemoveMember(personId);
            memberships.Forget(context.GetOrganization(), personId);
            return isRemoved ? TypedResults.NoContent() : RaposaProblems.NotFound();
        }
        catch (MembershipRefusedException refused)
        {
            return Refused(refused);
        }
    }

    private static ProblemHttpResult Refused(MembershipRefusedException refused) => RaposaProblems.Problem(
        StatusCodes.Status409Conflict, "membership-refused", "The organization does not allow this change.", refused.Message);
}

public sealed record AddMemberRequest(
    [property: Required, StringLength(254)] string Email,
    [property: EnumDataType(typeof(Role))] Role Role);

using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Accounts;

/// <summary>The AWS accounts that an organization claims as its own. An account belongs to one organization at the most.</summary>
public static class AccountsEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/v1/accounts").WithTags("Accounts");

        accounts.MapGet("", GetAll)
            .WithName("GetAccounts")
            .WithSummary("The claimed accounts, in the order of their ids.")
            .RequirePermission(Permission.ReadAccounts);
        accounts.MapPost("", Claim)
            .WithName("ClaimAccount")
            .WithSummary("Claims an AWS account, or renames one that is claimed.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequirePermission(Permission.ManageAccounts);
        accounts.MapGet("/{accountId}", Get)
            .WithName("GetAccount")
            .WithSummary("One claimed account.")
            .RequirePermission(Permission.ReadAccounts);
        accounts.MapDelete("/{accountId}", Release)
            .WithName("ReleaseAccount")
            .WithSummary("Gives an account up, so that another organization may claim it.")
            .RequirePermission(Permission.ManageAccounts);
    }

    private static async Task<Ok<ImmutableArray<ClaimedAccount>>> GetAll(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(await ReaderOf(context, grains).GetAccounts());

    private static async Task<Results<Created<ClaimedAccount>, ProblemHttpResult>> Claim(
        ClaimAccountRequest request, IGrainFactory grains) =>
        await grains.GetGrain<IAccountClaimGrain>(request.AccountId).Claim(request.Name) is { } account
            ? TypedResults.Created($"/v1/accounts/{account.AccountId}", account)
            : RaposaProblems.Problem(
                StatusCodes.Status409Conflict,
                "account-claimed",
                "Another organization has claimed this account.",
                "If it is yours, that organization must release it first.");

    private static async Task<Results<Ok<ClaimedAccount>, ProblemHttpResult>> Get(
        string accountId, HttpContext context, IGrainFactory grains) =>
        await ReaderOf(context, grains).GetAccount(accountId) is { } account
            ? TypedResults.Ok(account)
            : RaposaProblems.NotFound();

    private static async Task<Results<NoContent, ProblemHttpResult>> Release(string accountId, IGrainFactory grains) =>
        IsAccountId(accountId) && await grains.GetGrain<IAccountClaimGrain>(accountId).Release()
            ? TypedResults.NoContent()
            : RaposaProblems.NotFound();

    private static bool IsAccountId(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static IAccountReaderGrain ReaderOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IAccountReaderGrain>(context.GetOrganization().ToString());
}

/// <param name="AccountId">Twelve digits.</param>
public sealed record ClaimAccountRequest(
    [property: Required, RegularExpression("^[0-9]{12}$", ErrorMessage = "An AWS account id has twelve digits.")] string AccountId,
    [property: Required, StringLength(100, MinimumLength = 1)] string Name);

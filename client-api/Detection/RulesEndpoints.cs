using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Detection;

/// <summary>Detection rules: the catalogue's, which can be switched, and the organization's own, which come and go.</summary>
public static class RulesEndpoints
{
    private const int MaxBody = 2 * 1024 * 1024;

    public static RouteGroupBuilder MapRules(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/v1/rules").WithTags("Rules");

        rules.MapGet("/", List).RequirePermission(Permission.ReadRules).WithName("ListRules")
            .WithSummary("All rules of the organization, without their source.");
        rules.MapGet("/{id}", Get).RequirePermission(Permission.ReadRules).WithName("GetRule")
            .WithSummary("One rule with its source.").ProducesProblem(StatusCodes.Status404NotFound);
        rules.MapPost("/", Add).RequirePermission(Permission.ManageRules).WithName("AddRules")
            .WithSummary("Adds the rules of a Sigma YAML text; the same id replaces.")
            .Accepts<NewRules>("application/json", "text/yaml", "application/yaml", "application/x-yaml", "text/plain")
            .Produces<RuleList>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        rules.MapPut("/{id}/enabled", SetEnabled).RequirePermission(Permission.ManageRules).WithName("SetRuleEnabled")
            .WithSummary("Switches a rule on or off for this organization.").ProducesProblem(StatusCodes.Status404NotFound);
        rules.MapDelete("/{id}", Remove).RequirePermission(Permission.ManageRules).WithName("RemoveRule")
            .WithSummary("Removes a rule of the organization's own.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

        return rules;
    }

    private static async Task<Ok<RuleList>> List(HttpContext context, IGrainFactory grains) =>
        TypedResults.Ok(new RuleList(await BookOf(context, grains).GetRules()));

    private static async Task<Results<Ok<Rule>, ProblemHttpResult>> Get(string id, HttpContext context, IGrainFactory grains) =>
        await BookOf(context, grains).GetRule(id) is { } rule ? TypedResults.Ok(rule) : RaposaProblems.NotFound();

    private static async Task<Results<Created<RuleList>, ProblemHttpResult>> Add(HttpContext context, IGrainFactory grains)
    {
        var (yaml, problem) = await ReadAsync(context.Request);
        if (problem is not null)
        {
            return problem;
        }

        var answer = await BookOf(context, grains).Add(yaml);
        return answer.Errors.IsEmpty
            ? TypedResults.Created(answer.Rules is [var only] ? $"/v1/rules/{Uri.EscapeDataString(only.Id)}" : "/v1/rules", new RuleList(answer.Rules))
            : Refuse(answer.Errors);
    }

    private static async Task<Results<Ok<Rule>, ProblemHttpResult>> SetEnabled(
        string id, RuleSwitch body, HttpContext context, IGrainFactory grains) =>
        await BookOf(context, grains).SetEnabled(id, body.Enabled) is { } rule ? TypedResults.Ok(rule) : RaposaProblems.NotFound();

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(string id, HttpContext context, IGrainFactory grains)
    {
        var book = BookOf(context, grains);
        if (await book.GetRule(id) is { IsCatalogue: true })
        {
            return RaposaProblems.Problem(
                StatusCodes.Status409Conflict, "rule-of-the-catalogue", "A rule of the catalogue cannot be removed.",
                $"Switch it off with PUT /v1/rules/{id}/enabled.");
        }

        try
        {
            return await book.Remove(id) ? TypedResults.NoContent() : RaposaProblems.NotFound();
        }
        catch (InvalidOperationException inUse)
        {
            return RaposaProblems.Problem(StatusCodes.Status409Conflict, "rule-in-use", "Other rules stand on this one.", inUse.Message);
        }
    }

    private static async Task<(string Yaml, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request)
    {
        var type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is not ("application/json" or "text/yaml" or "application/yaml" or "application/x-yaml" or "text/plain"))
        {
            return ("", RaposaProblems.Problem(
                StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Rules are YAML.",
                "Send the text as text/yaml, or as application/json in {\"yaml\": …}."));
        }

        if (await TextAsync(request) is not { } text)
        {
            return ("", RaposaProblems.Problem(
                StatusCodes.Status413PayloadTooLarge, "too-large", "The text is too long.", $"Add the rules in parts of less than {MaxBody} bytes."));
        }

        if (type != "application/json")
        {
            return (text, null);
        }

        try
        {
            if (JsonSerializer.Deserialize<NewRules>(text, JsonSerializerOptions.Web) is { Yaml: { } yaml })
            {
                return (yaml, null);
            }
        }
        catch (JsonException)
        {
            // Answered below: no JSON and no "yaml" in it have the same remedy.
        }

        return ("", RaposaProblems.Problem(
            StatusCodes.Status400BadRequest, "bad-request", "The body is not understood.", "Send {\"yaml\": \"…\"} with the text of the rules."));
    }

    // Null: longer than is read.
    private static async Task<string?> TextAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > MaxBody)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        body.Position = 0;
        using var reader = new StreamReader(body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    private static ProblemHttpResult Refuse(ImmutableArray<RuleError> errors)
    {
        var refusal = RaposaProblems.Problem(
            StatusCodes.Status400BadRequest, "invalid-rule", "The rules were not added.", $"{errors.Length} of their statements cannot be followed; nothing was changed.");
        refusal.ProblemDetails.Extensions["errors"] = errors.Select(error => new RuleProblem(error.Path, error.Reason)).ToArray();
        return refusal;
    }

    private static IRuleBookGrain BookOf(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IRuleBookGrain>(context.GetOrganization().ToString());
}

public sealed record RuleList(ImmutableArray<Rule> Rules);

public sealed record RuleSwitch(bool Enabled);

/// <summary>Rules as JSON carries them.</summary>
/// <param name="Yaml">One or more Sigma documents.</param>
public sealed record NewRules(string? Yaml);

/// <param name="Where">Where in the text, such as <c>line 12</c>; empty for the text as a whole.</param>
/// <param name="Detail">What is wrong and what to write instead.</param>
public sealed record RuleProblem([property: JsonPropertyName("pointer")] string Where, string Detail);

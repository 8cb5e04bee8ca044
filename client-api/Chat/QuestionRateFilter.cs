using System.Globalization;
using Orleans;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa.Chat;

/// <summary>
/// Counts a request as a question of its person and organization before anything is spent on it, and says in the answer's
/// <c>RateLimit</c> headers how many are left (draft-ietf-httpapi-ratelimit-headers-10).
/// </summary>
internal sealed class QuestionRateFilter(IGrainFactory grains) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var permit = await grains.GetGrain<IQuestionRateGrain>(http.GetOrganization().ToString()).Take(http.GetSignedIn().PersonId);
        var (person, organization) = (permit.Person, permit.Organization);
        http.Response.Headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"person\";q={person.PerMinute};w=60, \"organization\";q={organization.PerMinute};w=60");
        http.Response.Headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"person\";r={person.Remaining};t={RaposaProblems.Seconds(person.FullIn)}, \"organization\";r={organization.Remaining};t={RaposaProblems.Seconds(organization.FullIn)}");
        return permit.RetryAfter is { } wait
            ? RaposaProblems.TooMany(
                http,
                "too-many-questions",
                "There were too many questions within a minute.",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A person may ask {person.PerMinute} a minute and an organization {organization.PerMinute}. Ask again in {RaposaProblems.Seconds(wait)} s."),
                wait)
            : await next(context);
    }
}

internal static class QuestionRateExtensions
{
    /// <summary>The endpoint's requests count as questions. What is not a question of somebody's must not: it needs a permission.</summary>
    public static RouteHandlerBuilder CountAsQuestion(this RouteHandlerBuilder endpoint) => endpoint
        .AddEndpointFilter<RouteHandlerBuilder, QuestionRateFilter>()
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .WithMetadata(new QuestionMetadata());
}

/// <summary>On endpoints whose requests count as questions; the document of the API says so.</summary>
internal sealed record QuestionMetadata;

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Raposa.Problems;

/// <summary>
/// RFC 9457 answers with a stable <c>code</c> and the <c>traceId</c> to quote. What an unexpected exception says stays in
/// the log.
/// </summary>
public static class RaposaProblems
{
    /// <summary>An answer that says what was wrong and what to do.</summary>
    /// <param name="code">Stable, lower-case with hyphens; also the last part of the problem's type URI.</param>
    public static ProblemHttpResult Problem(int status, string code, string title, string? detail = null) =>
        TypedResults.Problem(
            detail,
            statusCode: status,
            title: title,
            type: $"urn:raposa:problem:{code}",
            extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>The one answer for what is not there and for what is another organization's.</summary>
    public static ProblemHttpResult NotFound() =>
        Problem(StatusCodes.Status404NotFound, "not-found", "There is nothing here by that id.");

    /// <summary>The one answer for every failed authentication: which check failed is never said.</summary>
    public static ProblemHttpResult Unauthorized() =>
        Problem(StatusCodes.Status401Unauthorized, "unauthorized", "The request could not be authenticated.");

    /// <summary>Too much was asked for. <c>Retry-After</c> says when it is worth another try.</summary>
    public static ProblemHttpResult TooMany(HttpContext context, string code, string title, string detail, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
        return Problem(StatusCodes.Status429TooManyRequests, code, title, detail);
    }

    /// <summary>Whole seconds, rounded up: who waits so long has waited long enough.</summary>
    public static long Seconds(TimeSpan time) => (time.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    public static IServiceCollection AddRaposaProblems(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            if (problem is HttpValidationProblemDetails invalid)
            {
                invalid.Errors = NamedAsInJson(invalid.Errors);
            }

            problem.Extensions["traceId"] = Activity.Current?.Id ?? context.HttpContext.TraceIdentifier;
            if (!problem.Extensions.ContainsKey("code"))
            {
                problem.Extensions["code"] = CodeOf(problem.Status);
                problem.Type = $"urn:raposa:problem:{CodeOf(problem.Status)}";
            }
        });

    // Validation names the properties of our records; whoever reads the answer knows the fields of their JSON.
    private static Dictionary<string, string[]> NamedAsInJson(IDictionary<string, string[]> errors) => errors.ToDictionary(
        error => string.Join('.', error.Key.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)), error => error.Value);

    public static void UseRaposaProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
        app.UseStatusCodePages();
    }

    // A key of another organization is refused deep inside the grains; outside it looks like any id that does not exist.
    private static int StatusOf(Exception exception) => exception switch
    {
        UnauthorizedAccessException => StatusCodes.Status404NotFound,
        BadHttpRequestException bad => bad.StatusCode,
        TimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static string CodeOf(int? status) => status switch
    {
        400 => "bad-request",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not-found",
        405 => "method-not-allowed",
        413 => "too-large",
        415 => "unsupported-media-type",
        429 => "too-many-requests",
        503 => "unavailable",
        _ => "internal-error",
    };
}

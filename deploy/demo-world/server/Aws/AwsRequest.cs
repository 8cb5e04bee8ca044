using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Raposa.DemoWorld.Aws;

/// <summary>A request as it came: what a signature is about, and what an operation is read from.</summary>
/// <param name="RawPath">Still percent-encoded, without the query.</param>
/// <param name="RawQuery">Still percent-encoded, without the question mark.</param>
internal sealed record AwsRequest(string Method, string RawPath, string RawQuery, IHeaderDictionary Headers, byte[] Body)
{
    private const int MostBytes = 1024 * 1024;

    public Dictionary<string, StringValues> Query { get; } = QueryHelpers.ParseQuery(RawQuery);

    /// <summary>The fields of a form; empty if it is none.</summary>
    public Dictionary<string, StringValues> Form { get; } =
        Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(Body))
            : [];

    /// <exception cref="AwsErrorException">The body is larger than any read has.</exception>
    public static async Task<AwsRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MostBytes)
            {
                throw new AwsErrorException(413, "RequestEntityTooLarge", "Request size exceeded the maximum.");
            }
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new(
            context.Request.Method,
            question < 0 ? target : target[..question],
            question < 0 ? "" : target[(question + 1)..],
            context.Request.Headers,
            body.ToArray());
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Raposa.Organizations.Access;
using Raposa.Problems;

namespace Raposa;

/// <summary>
/// The pages at <c>/</c>, as Vite built them into wwwroot. Every path that is not the API's leads to the one index.html,
/// whose script shows the page of that path; a file that is not there is 404, never that page.
/// </summary>
/// <remarks>
/// The content security policy allows what the build makes and nothing else: no inline script or style, no other host. A
/// text that an attacker put into an event can then not become code, even where a page should once forget to escape it.
/// </remarks>
public static class StaticPages
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // Vite puts a hash of the content into the name of everything below assets/, so such a file never changes.
    private const string Immutable = "public, max-age=31536000, immutable";

    private static readonly string[] PathsOfTheApi = ["v1", "openapi", "health", "metrics", ".well-known"];

    /// <param name="routes">Where to map them.</param>
    /// <param name="folder">The built pages; wwwroot beside the program if left out.</param>
    public static void MapStaticPages(this IEndpointRouteBuilder routes, string? folder = null)
    {
        var files = FilesIn(folder ?? Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var anyPage = RoutePatternFactory.Parse(
            "/{**path}", defaults: null, parameterPolicies: new { path = new PathOfAPage() });

        routes.Map(anyPage, context => Answer(context, files, context.GetRouteValue("path") as string ?? "").ExecuteAsync(context))
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]))
            .AllowAnybody()
            .ExcludeFromDescription();
    }

    private static IResult Answer(HttpContext context, Dictionary<string, string> files, string path)
    {
        var name = path is "" || !Path.HasExtension(path) && !IsAsset(path) ? "index.html" : path;
        if (!files.TryGetValue(name, out var file))
        {
            return name is "index.html"
                ? RaposaProblems.Problem(
                    StatusCodes.Status404NotFound, "not-built", "The pages are not built.",
                    "Run `npm ci` and `npm run build` in client-api/ui, and build again. The API works without them.")
                : RaposaProblems.NotFound();
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers.CacheControl = IsAsset(path) ? Immutable : "no-cache";
        if (files.TryGetValue(name + ".gz", out var packed))
        {
            headers.Vary = HeaderNames.AcceptEncoding;
            if (TakesGzip(context.Request.Headers.AcceptEncoding))
            {
                headers.ContentEncoding = "gzip";
                file = packed;
            }
        }

        var info = new FileInfo(file);
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{info.LastWriteTimeUtc.Ticks:x}-{info.Length:x}\"");
        return TypedResults.PhysicalFile(
            file, ContentTypeOf(name), lastModified: info.LastWriteTimeUtc, entityTag: new EntityTagHeaderValue(tag));
    }

    private static bool IsAsset(string path) => path.StartsWith("assets/", StringComparison.Ordinal);

    private static bool TakesGzip(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var encodings)
        && encodings.Any(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0);

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".md" => "text/plain; charset=utf-8",
        _ when ContentTypes.TryGetContentType(name, out var type) => type,
        _ => "application/octet-stream",
    };

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    // Listed once: a request can then only name a file of the list, whatever dots and slashes are in it.
    private static Dictionary<string, string> FilesIn(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), Path.GetFullPath, StringComparer.Ordinal)
            : [];

    /// <summary>Leaves the API's paths to the API, so that what is not there is answered 404 or 405 as the API does.</summary>
    private sealed class PathOfAPage : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
        {
            var path = values.TryGetValue(routeKey, out var value) ? value as string ?? "" : "";
            return !PathsOfTheApi.Contains(path.Split('/', 2)[0], StringComparer.OrdinalIgnoreCase);
        }
    }
}

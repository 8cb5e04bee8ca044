namespace Raposa.Cli;

/// <summary>Where the platform is.</summary>
internal static class ServerAddress
{
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>The address with a slash at its end, so that paths go below it; the default for none, null for what is no address.</summary>
    public static Uri? TryParse(string? text)
    {
        var address = string.IsNullOrEmpty(text) ? Default : text;
        return Uri.TryCreate(address.EndsWith('/') ? address : $"{address}/", UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
                ? uri
                : null;
    }

    public static bool IsInTheClear(Uri server) => server.Scheme == Uri.UriSchemeHttp && !server.IsLoopback;
}

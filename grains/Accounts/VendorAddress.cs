namespace Raposa.Accounts;

/// <summary>Where a vendor's API may be, when somebody says so.</summary>
internal static class VendorAddress
{
    /// <summary>Null if it may be asked; else why not. A secret goes there, so it is HTTPS, or this machine.</summary>
    public static string? Objection(string? address) =>
        address is null ? null
        : !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0
            ? "The base URL is an address such as https://api.example.com, without a query."
        : uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback) ? null
        : "The base URL begins with https://.";
}

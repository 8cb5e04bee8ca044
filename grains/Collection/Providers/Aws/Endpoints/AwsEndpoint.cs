namespace Raposa.Collection;

/// <summary>Where a call goes, and what its signature must be good for.</summary>
/// <param name="Base">Scheme, host, port, and a path that requests stand below.</param>
/// <param name="IsCustom">Not AWS itself: no host prefixes there, and S3's buckets in the path.</param>
internal sealed record AwsEndpoint(Uri Base, SigningScope Scope, bool IsCustom)
{
    /// <summary>The address of a request: host and path with everything that belongs there.</summary>
    public (Uri Base, AwsHttpRequest Request) Place(AwsHttpRequest request, string? bucket)
    {
        if (IsCustom)
        {
            return (Base, request);
        }

        // A dot in a bucket's name would break the certificate's wildcard.
        if (bucket is not null && !bucket.Contains('.', StringComparison.Ordinal) && WithoutBucket(request.Path, bucket) is { } path)
        {
            return (WithHostPrefix($"{bucket}."), request with { Path = path });
        }

        return request.HostPrefix is { } prefix ? (WithHostPrefix(prefix), request) : (Base, request);
    }

    private Uri WithHostPrefix(string prefix) => new UriBuilder(Base) { Host = prefix + Base.Host }.Uri;

    private static string? WithoutBucket(string path, string bucket)
    {
        var start = "/" + Uri.EscapeDataString(bucket);
        return !path.StartsWith(start, StringComparison.Ordinal) ? null
            : path.Length == start.Length ? "/"
            : path[start.Length] == '/' ? path[start.Length..] : null;
    }
}

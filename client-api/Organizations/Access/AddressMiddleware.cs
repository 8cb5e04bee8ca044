using System.Collections.Frozen;
using System.Globalization;
using Raposa.Problems;

namespace Raposa.Organizations.Access;

/// <summary>
/// Stands before the endpoints that anybody may call and that cost something: one address gets so many failed sign-ins, and so many new
/// organizations, within a minute. Each account counts its failures besides; this is for who tries many accounts.
/// </summary>
internal sealed class AddressMiddleware(RequestDelegate next, AccessOptions options, TimeProvider time)
{
    private readonly FrozenDictionary<CountedByAddress, AddressBuckets> _buckets = new Dictionary<CountedByAddress, AddressBuckets>
    {
        [CountedByAddress.FailedSignIns] = new(options.FailedSignInsPerMinute, time),
        [CountedByAddress.NewOrganizations] = new(options.NewOrganizationsPerMinute, time),
    }.ToFrozenDictionary();

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AddressMetadata>() is not { Counted: var counted })
        {
            await next(context);
            return;
        }

        var (buckets, address) = (_buckets[counted], context.Connection.RemoteIpAddress);
        if (buckets.Take(address) is { } wait)
        {
            await RaposaProblems.TooMany(
                context,
                "too-many-attempts",
                "There were too many attempts from this address.",
                string.Create(CultureInfo.InvariantCulture, $"Try again in {RaposaProblems.Seconds(wait)} s."),
                wait).ExecuteAsync(context);
            return;
        }

        // Counted first and given back afterwards: else a hundred attempts at once would all come before the first one failed.
        try
        {
            await next(context);
        }
        finally
        {
            if (counted == CountedByAddress.FailedSignIns && !IsRefusal(context.Response.StatusCode))
            {
                buckets.Return(address);
            }
        }
    }

    private static bool IsRefusal(int status) => status is StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests;
}

namespace Raposa.Organizations.Access;

/// <summary>On an endpoint that anybody may call: which of its requests are counted by the address that they come from.</summary>
public sealed record AddressMetadata(CountedByAddress Counted);

public enum CountedByAddress
{
    /// <summary>Those that were refused: somebody tries passwords or invitations.</summary>
    FailedSignIns,

    /// <summary>All: each may leave an organization behind.</summary>
    NewOrganizations,
}

public static class AddressMetadataExtensions
{
    /// <summary>Requests are counted by address; too many within a minute are answered 429 before their body is read.</summary>
    public static RouteHandlerBuilder CountByAddress(this RouteHandlerBuilder endpoint, CountedByAddress counted) =>
        endpoint.ProducesProblem(StatusCodes.Status429TooManyRequests).WithMetadata(new AddressMetadata(counted));
}

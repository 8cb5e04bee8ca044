namespace Raposa.Organizations.Access;

/// <summary>Bound from the configuration section <c>Raposa</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>What an access token must name as its issuer; the silos are told the same.</summary>
    public string Issuer { get; set; } = "raposa";

    /// <summary>
    /// Whoever shows this in the header <c>x-setup-token</c> may create an organization together with its first person.
    /// Empty: nobody may.
    /// </summary>
    public string SetupToken { get; set; } = "";

    /// <summary>Refused sign-ins and invitations from one remote address, in each process of the API; 1 or more.</summary>
    public int FailedSignInsPerMinute { get; set; } = 60;

    /// <summary>Requests for a new organization from one remote address, in each process of the API; 1 or more.</summary>
    public int NewOrganizationsPerMinute { get; set; } = 30;

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c> is believed. None: a request comes from where its
    /// connection comes from, so behind a proxy that is not named here everybody has one address.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];
}

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
}

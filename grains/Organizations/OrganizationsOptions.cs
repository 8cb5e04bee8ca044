namespace Raposa.Organizations;

/// <summary>Bound from the configuration section <c>Raposa</c>.</summary>
public sealed class OrganizationsOptions
{
    /// <summary>The data folder. The local key ring is in <c>keys</c> below it.</summary>
    public string Data { get; set; } = ".raposa";

    /// <summary>What access tokens name as their issuer (<c>iss</c>). The API must be told the same.</summary>
    public string Issuer { get; set; } = "raposa";
}

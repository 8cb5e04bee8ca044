using Orleans;

namespace Raposa.Organizations;

/// <summary>What a member may do. Stored by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.role")]
public enum Role
{
    /// <summary>Reads everything, changes nothing.</summary>
    Auditor = 1,

    /// <summary>Works incidents and rules.</summary>
    Analyst = 2,

    /// <summary>Also manages accounts, credentials and members below owner.</summary>
    Admin = 3,

    /// <summary>Also manages owners and the organization itself.</summary>
    Owner = 4,
}

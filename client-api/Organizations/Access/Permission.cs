namespace Raposa.Organizations.Access;

/// <summary>What an endpoint needs. A role holds a fixed set.</summary>
public enum Permission
{
    ReadOrganization,
    ManageOrganization,
    ManageMembers,
    ReadCredentials,
    ManageCredentials,
    ReadAccounts,
    ManageAccounts,
    ReadEvents,
    ReadRules,
    ManageRules,
    ReadIncidents,
    ManageIncidents,
    ReadFindings,
    ReadCollection,
    ManageCollection,
    ReadInventory,
    ManageAlerts,

    /// <summary>Ask the copilot: it costs.</summary>
    Ask,

    /// <summary>Set findings aside.</summary>
    ManageFindings,
}

/// <summary>The one table of who may do what.</summary>
public static class Permissions
{
    private static readonly Permission[] Reading =
    [
        Permission.ReadOrganization, Permission.ReadCredentials, Permission.ReadAccounts, Permission.ReadEvents,
        Permission.ReadRules, Permission.ReadIncidents, Permission.ReadFindings,
        Permission.ReadCollection, Permission.ReadInventory,
    ];

    private static readonly Permission[] Analysing =
    [
        .. Reading, Permission.ManageRules, Permission.ManageIncidents, Permission.ManageCollection, Permission.ManageFindings,
        Permission.Ask,
    ];

    private static readonly Permission[] Administering =
    [
        .. Analysing, Permission.ManageAccounts, Permission.ManageCredentials, Permission.ManageMembers,
        Permission.ManageAlerts,
    ];

    public static IReadOnlyCollection<Permission> Of(Role role) => role switch
    {
        Role.Auditor => Reading,
        Role.Analyst => Analysing,
        Role.Admin => Administering,
        Role.Owner => Enum.GetValues<Permission>(),
        _ => [],
    };
}

using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>Key of an instance's grain: <c>{org}/{account}/{instance}</c>.</summary>
public sealed record InstanceKey(OrganizationId Organization, string AccountId, string InstanceId)
{
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static InstanceKey Parse(string text) => text.Split('/') is [var organization, { Length: > 0 } account, { Length: > 0 } instance]
        ? new(OrganizationId.Parse(organization), account, instance)
        : throw new FormatException($"'{text}' is not the key of an instance ({{org}}/{{account}}/{{instance}}).");

    public override string ToString() => $"{Organization}/{AccountId}/{InstanceId}";
}

/// <summary>Key of a sensor's grain: <c>{org}/{tenant}/{device}</c>. Two tenants of one organization may know the same device id.</summary>
public sealed record SensorKey(OrganizationId Organization, string Tenant, string DeviceId)
{
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static SensorKey Parse(string text) => text.Split('/') is [var organization, { Length: > 0 } tenant, { Length: > 0 } device]
        ? new(OrganizationId.Parse(organization), tenant, device)
        : throw new FormatException($"'{text}' is not the key of a sensor ({{org}}/{{tenant}}/{{device}}).");

    public override string ToString() => $"{Organization}/{Tenant}/{DeviceId}";
}

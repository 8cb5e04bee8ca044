namespace Raposa.Collection.Sources.Cloudflare;

internal static class CloudflareDevice
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "cloudflare_device",
        Description = "A machine that has ever run the WARP client, and who was last seen on it.",
        Provider = Provider.Cloudflare,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new CloudflareRead("/accounts/{account}/devices/physical-devices")
        {
            Permission = "Zero Trust: Read",
            PageSize = 100,
            Query = "include=last_seen_registration.policy",
            IsByCursor = true,
        },
        Columns =
        [
            new("device_id", "id", "The id Cloudflare gave it.", IsKey: true),
            new("name", "name", "The name the machine gives itself."),
            new("device_type", "device_type", "windows, mac, linux, ios, android or chromeos."),
            new("client_version", "client_version", "The version of the client."),
            new("os_version", "os_version", "The version of the operating system."),
            new("serial_number", "serial_number", "The serial number of the machine."),
            new("hardware_id", "hardware_id", "What the client calls the machine."),
            new("mac_address", "mac_address", "Its MAC address."),
            new("manufacturer", "manufacturer", "Who made it."),
            new("model", "model", "What they call it."),
            new("active_registrations", "active_registrations", "How many registrations of it are in force.", ColumnType.Integer),
            new("policy", "last_seen_registration.policy.name", "The policy of the one that was last seen."),
            new("last_seen_at", "last_seen_at", "When it was last seen.", ColumnType.Timestamp),
            new("created_at", "created_at", "When it was first seen.", ColumnType.Timestamp),
            new("updated_at", "updated_at", "When its record last changed.", ColumnType.Timestamp),
            new("deleted_at", "deleted_at", "When it was removed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "updated_at",
        Redactions = [new("name", RedactionPolicies.Text), new("last_seen_user.email", RedactionPolicies.Text)],
    };
}

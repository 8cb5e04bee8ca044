namespace Raposa.Collection.Sources.CrowdStrike;

internal static class FalconHost
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "crowdstrike_host",
        Description = "A machine that a Falcon sensor was ever installed on, whether it still runs or not.",
        Provider = Provider.CrowdStrike,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(10, 5, 30),
        Read = new FalconRead
        {
            Scope = "Hosts: Read",
            List = new("GET", "/devices/combined/devices/v1", Token: "next", Parameter: "offset")
            {
                PageSize = 5000,
                Parameters = [("sort", "device_id.asc")],
            },

            // Government clouds have no combined list.
            Fallback = new("GET", "/devices/queries/devices-scroll/v1", Token: "offset", Parameter: "offset") { PageSize = 5000, GivesIds = true },
            Entities = new("/devices/entities/devices/v2", "ids", Size: 5000),
        },
        Columns =
        [
            new("device_id", "device_id", "The id that the sensor was given: 32 hex digits.", IsKey: true),
            new("cid", "cid", "The tenant."),
            new("hostname", "hostname", "The name the machine gives itself."),
            new("instance_id", "instance_id", "The id its cloud gave it, where the sensor found it."),
            new("service_provider", "service_provider", "Such as AWS_EC2_V2, AZURE or GCP; null for none or not found."),
            new("account_id", "service_provider_account_id", "The account in that cloud."),
            new("zone", "zone_group", "The availability zone."),
            new("local_ip", "local_ip", "The private address it last had.", ColumnType.Address),
            new("external_ip", "external_ip", "The address its traffic came from.", ColumnType.Address),
            new("connection_ip", "connection_ip", "The address it last connected with.", ColumnType.Address),
            new("mac_address", "mac_address", "The MAC address, with hyphens."),
            new("platform", "platform_name", "Windows, Linux or Mac."),
            new("os_version", "os_version", "The operating system."),
            new("kernel_version", "kernel_version", "The kernel."),
            new("product_type", "product_type_desc", "Server, Workstation, Domain Controller or Pod."),
            new("agent_version", "agent_version", "The version of the sensor."),
            new("status", "status", "normal, contained and steps between."),
            new("reduced_functionality", "reduced_functionality_mode", "yes if the sensor sees little because it does not know the kernel."),
            new("provision_status", "provision_status", "Provisioned or NotProvisioned."),
            new("first_seen_at", "first_seen", "When it was first seen.", ColumnType.Timestamp),
            new("last_seen_at", "last_seen", "When it was last seen.", ColumnType.Timestamp),
            new("changed_at", "modified_timestamp", "When its record last changed.", ColumnType.Timestamp),
            new("serial_number", "serial_number", "The serial number of the machine; often ec2 and more."),
            new("groups", "groups[]", "The host groups it is in.", ColumnType.TextArray),
            new("tags", "tags[]", "The words it is tagged with.", ColumnType.TextArray),
        ],
        ChangedAtColumn = "changed_at",
    };
}

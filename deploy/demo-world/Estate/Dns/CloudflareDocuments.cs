using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Sensors;

namespace Raposa.DemoWorld.Estate.Dns;

/// <summary>Zones, records and devices as Cloudflare writes them.</summary>
internal static class CloudflareDocuments
{
    private const string Created = "2021-04-12T09:30:00.000000Z";

    public static ImmutableArray<JsonObject> Zones(CompanyEstate company) =>
    [
        .. DnsEstate.Zones(company).Select(zone => new JsonObject
        {
            ["id"] = zone.Id, ["name"] = zone.Name, ["status"] = "active", ["paused"] = false, ["type"] = "full",
            ["development_mode"] = 0,
            ["name_servers"] = Json.Texts("ana.ns.cloudflare.com", "bob.ns.cloudflare.com"), ["original_name_servers"] = null,
            ["original_registrar"] = null, ["original_dnshost"] = null,
            ["modified_on"] = Created, ["created_on"] = Created, ["activated_on"] = Created,
            ["account"] = new JsonObject { ["id"] = DnsEstate.AccountId(company), ["name"] = "Corvina Analytics" },
            ["owner"] = new JsonObject { ["id"] = null, ["type"] = "user", ["email"] = null },
            ["plan"] = new JsonObject { ["id"] = company.Ids.Hex(32, "plan"), ["name"] = "Pro Website", ["price"] = 20, ["currency"] = "USD", ["frequency"] = "monthly", ["is_subscribed"] = true },
            ["permissions"] = Json.Texts("#dns_records:read", "#zone:read"),
            ["meta"] = new JsonObject { ["step"] = 2, ["phishing_detected"] = false },
        }),
    ];

    public static ImmutableArray<JsonObject> Records(DnsZone zone) =>
    [
        .. zone.Records.Select(record => new JsonObject
        {
            ["id"] = record.Id, ["name"] = record.Name, ["type"] = record.Type, ["content"] = record.Content,
            ["proxiable"] = record.Type is "A" or "AAAA" or "CNAME",
            ["proxied"] = record.IsProxied, ["ttl"] = record.IsProxied ? 1 : 300, ["settings"] = new JsonObject(),
            ["meta"] = new JsonObject(), ["comment"] = record.Comment,
            ["tags"] = new JsonArray(), ["created_on"] = Created, ["modified_on"] = Created,
        }.With("priority", record.Priority)),
    ];

    /// <summary>A laptop for everybody, and for some a telephone.</summary>
    public static ImmutableArray<JsonObject> Devices(EstateMoment moment) =>
    [
        .. Corvina.Staff.SelectMany((person, index) => new[] { Device(moment, person, index, isPhone: false), index % 4 == 0 ? Device(moment, person, index, isPhone: true) : null })
            .OfType<JsonObject>().OrderBy(device => device["id"]!.GetValue<string>(), StringComparer.Ordinal),
    ];

    private static JsonObject Device(EstateMoment moment, Person person, int index, bool isPhone)
    {
        var company = moment.Company;
        var isMac = index % 3 == 0;
        var seen = DateTimeOffset.FromUnixTimeSeconds(moment.At.ToUnixTimeSeconds() / 900 * 900).AddMinutes(-(index * 53 % 4000));
        return new()
        {
            ["id"] = company.Ids.Uuid("warp", person.Name, isPhone ? "phone" : "laptop"),
            ["name"] = isPhone ? $"{person.Name}'s phone" : $"CORV-{person.Name.Split('.')[1].ToUpperInvariant()}",
            ["device_type"] = isPhone ? "ios" : isMac ? "mac" : "windows",
            ["client_version"] = index % 5 == 0 ? "2024.9.346.0" : "2025.2.600.0",
            ["os_version"] = isPhone ? "18.3.1" : isMac ? "15.3.1" : "10.0.22631", ["os_version_extra"] = "",
            ["serial_number"] = isPhone ? null : SensorTenant.SerialOf(company, person),
            ["hardware_id"] = company.Ids.Uuid("hardware", person.Name, isPhone ? "phone" : "laptop"),
            ["mac_address"] = string.Join(':', company.Ids.Hex(12, "wifi", person.Name, isPhone ? "phone" : "laptop").Chunk(2).Select(pair => new string(pair))),
            ["manufacturer"] = isPhone || isMac ? "Apple" : "Lenovo",
            ["model"] = isPhone ? "iPhone16,1" : isMac ? "Mac15,7" : "21HD004MPB", ["deleted_at"] = null,
            ["last_seen_at"] = Json.Utc(seen), ["created_at"] = Json.Utc(moment.Anchor.AddDays(-200 - index)),
            ["updated_at"] = Json.Utc(seen), ["active_registrations"] = 1,
            ["last_seen_user"] = new JsonObject { ["id"] = company.Ids.Uuid("user", person.Name), ["name"] = NameOf(person), ["email"] = person.Email },
            ["last_seen_registration"] = new JsonObject { ["policy"] = new JsonObject { ["id"] = company.Ids.Uuid("warp-policy"), ["name"] = "Default", ["default"] = true, ["deleted"] = false, ["updated_at"] = "2024-11-05T10:00:00Z" } },
            ["public_ip"] = null,
        };
    }

    private static string NameOf(Person person) =>
        string.Join(' ', person.Name.Split('.').Select(part => string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(part[0])}{part[1..]}")));
}

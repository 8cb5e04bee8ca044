using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Collection.Sources;
using Raposa.Inventory;

namespace Raposa.Reconciliation;

/// <summary>Reads documents as the platform does: by the columns of the sources' declarations.</summary>
internal static class EstateReading
{
    private static readonly ColumnReader Instances = new(SourceCatalog.Platform[ChainBook.Instances]);
    private static readonly ColumnReader Interfaces = new(SourceCatalog.Platform[ChainBook.Interfaces]);
    private static readonly ColumnReader Sensors = new(SourceCatalog.Platform[ChainBook.Sensors]);

    /// <summary>All its chains complete, with a complete snapshot before.</summary>
    public static Estate Read(LabelledEstate labelled) => new()
    {
        AsOf = LabelledEstate.AsOf,
        Chains =
        [
            .. LabelledEstate.AllPlaces.SelectMany(place => (ChainFacts[])
            [
                new(place.Account, ChainBook.Instances, place.Region, LabelledEstate.ReadAt, true, true),
                new(place.Account, ChainBook.Interfaces, place.Region, LabelledEstate.ReadAt, true, true),
            ]),
            new(LabelledEstate.Tenant, ChainBook.Sensors, null, LabelledEstate.ReadAt, true, true),
        ],
        Instances = [.. labelled.Instances.Select(Instance)],
        Interfaces = [.. labelled.Interfaces.Select(Interface).OfType<InterfaceFacts>()],
        Sensors =
        [
            .. labelled.Sensors.Select(Sensor),
            .. labelled.EarlierSensors.Select(document => Sensor(document) with { IsRemembered = true }),
        ],
        Lately = [.. labelled.EarlierInstances.Select(document => new InstanceName(document.Account, document.Key))],
    };

    public static InstanceFacts Instance(LabelledEstate.Document document) =>
        ColumnFacts.Instance(document.Account, document.Region!, document.Key, Columns(Instances, document.Body));

    public static InterfaceFacts? Interface(LabelledEstate.Document document) =>
        ColumnFacts.Interface(document.Account, document.Region!, document.Key, Columns(Interfaces, document.Body));

    public static SensorFacts Sensor(LabelledEstate.Document document) => ColumnFacts.Sensor(
        document.Account, document.Key, Columns(Sensors, document.Body), document.Body["system_manufacturer"]?.GetValue<string>(), LabelledEstate.ReadAt);

    private static JsonElement Columns(ColumnReader reader, JsonObject body)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(body.ToJsonString()));
        return JsonElement.Parse(reader.Read(document.RootElement));
    }
}

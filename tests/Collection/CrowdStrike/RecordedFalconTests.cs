using System.Text.Json.Nodes;
using Raposa.Collection.Sources;
using Raposa.Collection.Sources.CrowdStrike;
using Raposa.Support;

namespace Raposa.Collection.CrowdStrike;

/// <summary>Answers of Falcon that others recorded, and the fields that its clients' models list.</summary>
public class RecordedFalconTests
{
    /// <summary>Members of cases are in no model that we have.</summary>
    [SharedDataFact]
    public void Every_column_of_hosts_and_vulnerabilities_is_a_field_of_Falcons_models()
    {
        var models = JsonNode.Parse(File.ReadAllText(SharedData.Path("crowdstrike", "falcon_model_fields.json")))!["models"]!.AsObject();

        Assert.Empty(MissingIn(models["deviceapi_device_swagger"]!, FalconHost.Source));
        Assert.Empty(MissingIn(models["domain_base_api_vulnerability_v2"]!, FalconVulnerability.Source));
    }

    [SharedDataFact]
    public void Recorded_hosts_have_their_key_and_most_columns()
    {
        var hosts = Resources("host_group_members_response.json");

        Assert.Equal(3, hosts.Select(host => SourcePath.Parse(FalconHost.Source.Key.Path).Text1(host)).OfType<string>().Distinct().Count());
        Assert.Equal(
            ["connection_ip", "kernel_version", "tags"],
            FalconHost.Source.Columns.Where(column => !hosts.Any(host => SourcePath.Parse(column.Path).Select(host).Any())).Select(column => column.Name).Order());
    }

    [SharedDataFact]
    public void A_recorded_alert_has_its_key_and_all_columns_but_those_of_a_host()
    {
        var alert = Resources("alerts_v2_entities_response.json").Single();

        Assert.Equal(
            ["device_id", "instance_id"],
            FalconAlert.Source.Columns.Where(column => !SourcePath.Parse(column.Path).Select(alert).Any()).Select(column => column.Name).Order());
    }

    private static IEnumerable<string> MissingIn(JsonNode model, SourceDefinition source)
    {
        var fields = model.ToJsonString();
        return source.Columns.Select(column => column.Path.Split('.')[0].TrimEnd('[', ']'))
            .Where(member => !fields.Contains($"\"{member}\"", StringComparison.Ordinal));
    }

    private static List<JsonNode> Resources(string file) =>
        [.. JsonNode.Parse(File.ReadAllText(SharedData.Path("crowdstrike", file)))!["resources"]!.AsArray().Select(resource => resource!)];
}

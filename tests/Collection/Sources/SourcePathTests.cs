using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

public class SourcePathTests
{
    private static readonly JsonNode Instance = JsonNode.Parse(
        """
        {"InstanceId": "i-1", "State": {"Name": "running", "Code": 16}, "Empty": null,
         "Groups": [{"GroupId": "sg-1"}, {"GroupName": "no id"}, {"GroupId": "sg-2"}],
         "Keys": ["team$platform", "eu"], "$parent": {"OwnerId": "111122223333"}}
        """)!;

    [Theory]
    [InlineData("InstanceId", "i-1")]
    [InlineData("State.Name", "running")]
    [InlineData("State.Code", "16")]
    [InlineData("$parent.OwnerId", "111122223333")]
    [InlineData("Keys", "team$platform|eu")]
    [InlineData("Empty", null)]
    [InlineData("State.Name.Deeper", null)]
    [InlineData("Missing.Name", null)]
    public void A_path_leads_to_one_value_or_to_none(string path, string? expected) =>
        Assert.Equal(expected, SourcePath.Parse(path).Text1(Instance));

    [Theory]
    [InlineData("Groups[].GroupId", "sg-1,sg-2")]
    [InlineData("Keys[]", "team$platform,eu")]
    [InlineData("InstanceId[]", "")]
    public void Brackets_lead_to_every_element(string path, string expected) =>
        Assert.Equal(expected, string.Join(',', SourcePath.Parse(path).Select(Instance)));

    [Theory]
    [InlineData("a..b"), InlineData("a b"), InlineData("a[0]"), InlineData(".a"), InlineData("a.")]
    public void What_is_not_a_path_is_refused(string path) => Assert.Throws<FormatException>(() => SourcePath.Parse(path));
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Collection;

namespace Raposa.Inventory;

public class ColumnReaderTests
{
    [Fact]
    public void Every_type_is_read_from_where_its_path_leads() => AssertColumns(
        """
        {
          "state": "running", "cores": 4, "load": 0.75, "is_optimized": true, "changed_at": "2026-02-28T23:30:00Z",
          "address": "10.0.2.87", "group_ids": ["sg-1", "sg-2"], "tags": {"Name": "web", "team": "a"}, "cpu": {"Cores": 4, "Load": 0.75}
        }
        """,
        """
        {
          "Id": "m-1", "State": {"Name": "running"}, "Cpu": {"Cores": 4, "Load": 0.75}, "Optimized": true,
          "ChangedAt": "2026-03-01T01:30:00+02:00", "Address": "10.0.2.87", "Groups": [{"GroupId": "sg-1"}, {}, {"GroupId": "sg-2"}],
          "Tags": [{"Key": "Name", "Value": "web"}, {"Key": "team", "Value": "a"}]
        }
        """);

    [Fact]
    public void What_is_not_there_or_null_has_no_column() => AssertColumns("""{"group_ids": []}""", """{"Id": "m-1", "State": {"Name": null}, "Cpu": null}""");

    [Fact]
    public void What_is_not_of_the_columns_type_is_left_to_the_document() => AssertColumns(
        """{"state": "[1,2]", "group_ids": [], "cpu": "fast"}""",
        """{"State": {"Name": [1,2]}, "Cpu": "fast", "Optimized": "perhaps", "ChangedAt": "yesterday", "Address": "1", "Tags": "none"}""");

    [Theory]
    [InlineData("\"7\"", "7")]
    [InlineData("7.5", null)]
    [InlineData("\"many\"", null)]
    [InlineData("9223372036854775808", null)]
    public void Integers_may_be_written_as_text(string json, string? column) => AssertOne("cores", column, $$"""{"Cpu": {"Cores": {{json}}} }""");

    [Theory]
    [InlineData("\"2026-03-01T10:00:00.123456Z\"", "2026-03-01T10:00:00.123456Z")]
    [InlineData("\"2026-03-01\"", "2026-03-01T00:00:00Z")]
    [InlineData("1772359200", "2026-03-01T10:00:00Z")]
    [InlineData("1772359200.5", "2026-03-01T10:00:00.5Z")]
    [InlineData("1772359200000", "2026-03-01T10:00:00Z")]
    [InlineData("0", null)]
    public void Times_are_ISO_8601_or_counted_from_1970(string json, string? column) =>
        AssertOne("changed_at", column is null ? null : $"\"{column}\"", $$"""{"ChangedAt": {{json}} }""");

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("::/0", "::/0")]
    [InlineData("10.0.0.0/33", null)]
    [InlineData("10.1", null)]
    [InlineData("0x7f.0.0.1", null)]
    [InlineData("fe80::1%eth0", null)]
    [InlineData("[::1]", null)]
    public void Addresses_are_those_that_SQL_takes(string text, string? column) =>
        AssertOne("address", column is null ? null : $"\"{column}\"", $$"""{"Address": "{{text}}"}""");

    [Theory]
    [InlineData("""[{"Key": "a", "Value": "1"}, {"Key": "b"}]""", """{"a": "1", "b": null}""")]
    [InlineData("""[{"key": "a", "value": "1"}]""", """{"a": "1"}""")]
    [InlineData("""[{"TagKey": "a", "TagValue": "1"}]""", """{"a": "1"}""")]
    [InlineData("""{"a": "1", "b": 2}""", """{"a": "1", "b": 2}""")]
    [InlineData("""["a", "b"]""", """{"a": null, "b": null}""")]
    [InlineData("[]", "{}")]
    public void Tags_are_one_object_however_a_vendor_writes_them(string tags, string column) => AssertOne("tags", column, $$"""{"Tags": {{tags}} }""");

    [Fact]
    public void The_vendors_time_of_change_is_the_declared_column()
    {
        using var document = JsonDocument.Parse("""{"ChangedAt": "2026-03-01T10:00:00Z"}""");

        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), new ColumnReader(TestSource.Machine).ReadChangedAt(document.RootElement));
    }

    [Fact]
    public void Columns_declared_differently_have_another_version()
    {
        var other = TestSource.Machine with { Columns = [.. TestSource.Machine.Columns[..^1], new("cpu", "Cpu.Cores", "Its cores.", ColumnType.Json)] };

        Assert.Equal(new ColumnReader(TestSource.Machine).Version, new ColumnReader(TestSource.Machine with { Description = "Another." }).Version);
        Assert.NotEqual(new ColumnReader(TestSource.Machine).Version, new ColumnReader(other).Version);
    }

    [Theory, InlineData("a..b"), InlineData("a[0]"), InlineData("a.[]"), InlineData(".a"), InlineData("a[]b")]
    public void What_is_no_path_is_refused(string path) => Assert.Throws<FormatException>(() => ColumnPath.Parse(path));

    private static void AssertOne(string name, string? expected, string json)
    {
        var actual = Read(json)[name];

        Assert.True(JsonNode.DeepEquals(expected is null ? null : JsonNode.Parse(expected), actual), $"{name} is {actual?.ToJsonString()}");
    }

    private static void AssertColumns(string expected, string json)
    {
        var actual = Read(json);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
    }

    private static JsonObject Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonNode.Parse(Encoding.UTF8.GetString(new ColumnReader(TestSource.Machine).Read(document.RootElement)))!.AsObject();
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Raposa.DemoWorld.Estate;

namespace Raposa.DemoWorld.Aws;

/// <summary>
/// EC2's filters and lists of ids, on the documents themselves: <c>vpc-id</c> means a member <c>VpcId</c> wherever it stands.
/// That is a little wider than EC2's own reading, which has a table for each operation.
/// </summary>
internal static partial class Filtering
{
    public static ListAnswer Apply(string operation, JsonObject parameters, ListAnswer list)
    {
        var conditions = Conditions(operation, parameters).ToList();
        if (conditions.Count == 0)
        {
            return list;
        }

        var parts = list.Parts.Select(part =>
        {
            var kept = Enumerable.Range(0, part.Count).Select(part.Item).Where(item => conditions.All(condition => condition(item))).ToList();
            return ListPart.Of(part.Key, kept, item => item);
        });
        return list with { Parts = [.. parts] };
    }

    private static IEnumerable<Func<JsonNode, bool>> Conditions(string operation, JsonObject parameters)
    {
        foreach (var filter in (parameters["Filters"] as JsonArray ?? []).Select(one => one!.AsObject()))
        {
            var name = filter["Name"]?.GetValue<string>() ?? "";
            var values = (filter["Values"] as JsonArray ?? []).Select(value => Pattern(value!.GetValue<string>())).ToList();
            yield return item => Values(item, name).Any(value => values.Any(pattern => pattern.IsMatch(value)));
        }

        foreach (var (name, value) in parameters)
        {
            // InstanceIds, VolumeIds, GroupIds …: what is listed must be there.
            if (value is JsonArray ids && name.EndsWith("Ids", StringComparison.Ordinal) && name is not ("OwnerIds" or "RestorableByUserIds" or "ExecutableUsers"))
            {
                var wanted = ids.Select(id => id!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
                yield return item => Members(item, MemberOf(operation, name[..^1])).Any(wanted.Contains);
            }
        }
    }

    // The parameter and the member have the same name but here.
    private static string MemberOf(string operation, string name) => (operation, name) switch
    {
        ("DescribeSecurityGroups", "GroupId") => "GroupId",
        ("DescribeDhcpOptions", "DhcpOptionsId") => "DhcpOptionsId",
        _ => name,
    };

    private static IEnumerable<string> Values(JsonNode item, string filter)
    {
        if (filter.StartsWith("tag:", StringComparison.Ordinal))
        {
            return Objects(item).Where(tag => tag["Key"]?.ToString() == filter[4..]).Select(tag => tag["Value"]!.ToString());
        }

        if (filter is "instance-state-name" or "state" or "status")
        {
            return Objects(item).SelectMany(one => new[] { one["State"], one["Status"] })
                .Select(state => state is JsonObject nested ? nested["Name"] ?? nested["Code"] : state).OfType<JsonValue>().Select(value => value.ToString());
        }

        return Members(item, string.Concat(filter.Split('.')[^1].Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
    }

    private static IEnumerable<string> Members(JsonNode item, string name) =>
        Objects(item).Select(one => one[name]).OfType<JsonValue>().Select(value => value.ToString());

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject one => [one, .. one.SelectMany(member => Objects(member.Value))],
        JsonArray many => many.SelectMany(Objects),
        _ => [],
    };

    private static Regex Pattern(string value) => new(
        $"^{Wildcards().Replace(Regex.Escape(value), match => match.Value == @"\*" ? ".*" : ".")}$", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\\\*|\\\?")]
    private static partial Regex Wildcards();
}

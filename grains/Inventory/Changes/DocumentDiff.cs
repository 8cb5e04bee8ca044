using System.Text.Json;
using System.Text.RegularExpressions;

namespace Raposa.Inventory;

/// <summary>
/// Where two JSON documents differ, place by place. The elements of an array that are equal at its beginning and at its end
/// are paired first, so that one that was put in front does not make all of them differ.
/// </summary>
internal static partial class DocumentDiff
{
    /// <summary>In the order of the documents; paths are jsonpath, those of what is gone in the old document, others in the new one.</summary>
    public static IEnumerable<FieldChange> Of(JsonElement old, JsonElement now) => Of("$", old, now);

    private static IEnumerable<FieldChange> Of(string path, JsonElement old, JsonElement now) => (old.ValueKind, now.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => OfObjects(path, old, now),
        (JsonValueKind.Array, JsonValueKind.Array) => OfArrays(path, old, now),
        _ => JsonElement.DeepEquals(old, now) ? [] : [new(path, old.GetRawText(), now.GetRawText())],
    };

    private static IEnumerable<FieldChange> OfObjects(string path, JsonElement old, JsonElement now)
    {
        foreach (var member in now.EnumerateObject())
        {
            var below = Member(path, member.Name);
            if (old.TryGetProperty(member.Name, out var before))
            {
                foreach (var change in Of(below, before, member.Value))
                {
                    yield return change;
                }
            }
            else
            {
                yield return new(below, null, member.Value.GetRawText());
            }
        }

        foreach (var member in old.EnumerateObject().Where(member => !now.TryGetProperty(member.Name, out _)))
        {
            yield return new(Member(path, member.Name), member.Value.GetRawText(), null);
        }
    }

    private static IEnumerable<FieldChange> OfArrays(string path, JsonElement old, JsonElement now)
    {
        var (left, right) = (old.EnumerateArray().ToList(), now.EnumerateArray().ToList());
        var shorter = Math.Min(left.Count, right.Count);
        var head = 0;
        while (head < shorter && JsonElement.DeepEquals(left[head], right[head]))
        {
            head++;
        }

        var tail = 0;
        while (tail < shorter - head && JsonElement.DeepEquals(left[^(tail + 1)], right[^(tail + 1)]))
        {
            tail++;
        }

        for (var at = head; at < Math.Max(left.Count, right.Count) - tail; at++)
        {
            var (isOld, isNew) = (at < left.Count - tail, at < right.Count - tail);
            var below = $"{path}[{at}]";
            foreach (var change in isOld && isNew ? Of(below, left[at], right[at])
                : [new FieldChange(below, isOld ? left[at].GetRawText() : null, isNew ? right[at].GetRawText() : null)])
            {
                yield return change;
            }
        }
    }

    private static string Member(string path, string name) =>
        Word().IsMatch(name) ? $"{path}.{name}" : $"{path}.{JsonSerializer.Serialize(name)}";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}

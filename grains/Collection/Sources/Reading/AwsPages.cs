using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>Where an operation's next page begins, and how its pages become one answer.</summary>
internal static class AwsPages
{
    /// <returns>The next page's tokens by parameter; null after the last page.</returns>
    public static JsonObject? NextOf(AwsPaging paging, JsonObject answer)
    {
        if (paging.MoreResults is { } more && !IsTrue(answer, more))
        {
            return null;
        }

        var next = new JsonObject();
        for (var token = 0; token < paging.InputTokens.Length; token++)
        {
            // A token may be spelled as alternatives, of which an answer has one: "NextMarker || Contents[-1].Key".
            if (SourcePath.Parse(paging.OutputTokens[token].Split("||")[0].Trim()).Text1(answer) is { Length: > 0 } value)
            {
                next[paging.InputTokens[token]] = value;
            }
        }

        return next.Count > 0 ? next : null;
    }

    /// <summary>Whether there is more and no way to it: what came must not pass for everything.</summary>
    public static bool IsCut(AwsPaging paging, JsonObject answer) =>
        paging.MoreResults is { } more && IsTrue(answer, more) && NextOf(paging, answer) is null;

    public static RunFailure Cut(string operation) =>
        new(FailureKind.Malformed, operation, "Cut", "The answer says that there is more, and does not say where.");

    /// <summary>The parameters, at a page.</summary>
    public static JsonObject At(JsonObject parameters, JsonObject? tokens)
    {
        var at = (JsonObject)parameters.DeepClone();
        foreach (var (name, value) in tokens ?? [])
        {
            at[name] = value?.DeepClone();
        }

        return at;
    }

    /// <summary>Adds a page's lists to those of the pages before it.</summary>
    public static void Append(AwsPaging paging, JsonObject whole, JsonObject page)
    {
        foreach (var path in paging.ResultKeys.Select(SourcePath.Parse))
        {
            if (path.Select(page).FirstOrDefault() is JsonArray more && path.Select(whole).FirstOrDefault() is JsonArray sofar)
            {
                foreach (var element in more)
                {
                    sofar.Add(element?.DeepClone());
                }
            }
        }
    }

    /// <summary>An answer that is whole leads nowhere.</summary>
    public static void ForgetTokens(AwsPaging paging, JsonObject whole)
    {
        foreach (var name in paging.OutputTokens.Append(paging.MoreResults ?? "").Where(name => name.Length > 0))
        {
            whole.Remove(name);
        }
    }

    private static bool IsTrue(JsonObject answer, string path) =>
        SourcePath.Parse(path).Select(answer).FirstOrDefault()?.GetValueKind() == JsonValueKind.True;
}

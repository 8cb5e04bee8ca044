using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>What becomes of an operation's pages when they are put together.</summary>
internal static class AwsPaging
{
    /// <summary>Whether there is more and no way to it: what came must not pass for everything.</summary>
    public static bool IsCut(AwsPages pages, JsonObject answer) =>
        pages.MoreResults is { } more
        && SourcePath.Parse(more).Select(answer).FirstOrDefault()?.GetValueKind() == JsonValueKind.True
        && pages.CursorAfter(answer) is null;

    public static RunFailure Cut(string operation) =>
        new(FailureKind.Malformed, operation, "Cut", "The answer says that there is more, and does not say where.");

    /// <summary>Adds a page's lists to those of the pages before it.</summary>
    public static void Append(AwsPages pages, JsonObject whole, JsonObject page)
    {
        foreach (var path in pages.Results.Select(SourcePath.Parse))
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
    public static void ForgetTokens(AwsPages pages, JsonObject whole)
    {
        foreach (var name in pages.Outputs.Append(pages.MoreResults ?? ""))
        {
            whole.Remove(name);
        }
    }
}

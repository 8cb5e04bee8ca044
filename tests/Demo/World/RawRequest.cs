using System.Text;
using Microsoft.AspNetCore.Http;
using Raposa.DemoWorld.Aws;

namespace Raposa.Demo;

/// <summary>Reads a published request. Its path is not percent-encoded: what is encoded once more stands on the wire.</summary>
internal static class RawRequest
{
    public static AwsRequest Parse(string text)
    {
        var parts = text.ReplaceLineEndings("\n").Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        var target = lines[0][(lines[0].IndexOf(' ', StringComparison.Ordinal) + 1)..lines[0].LastIndexOf(' ')];
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var headers = new HeaderDictionary();
        string? last = null;
        foreach (var line in lines.Skip(1))
        {
            // A line that begins with a space goes on with the header before it.
            if (line.StartsWith(' '))
            {
                headers[last!] = $"{headers[last!]} {line.Trim()}";
            }
            else if (line.Split(':', 2) is [var name, var value])
            {
                headers.Append(name, value);
                last = name;
            }
        }

        return new(
            lines[0].Split(' ')[0], question < 0 ? target : target[..question], question < 0 ? "" : target[(question + 1)..], headers,
            Encoding.UTF8.GetBytes(parts.Length > 1 ? parts[1] : ""));
    }
}

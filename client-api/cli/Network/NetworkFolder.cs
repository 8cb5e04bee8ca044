using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Network;
using Raposa.Network.Parsing;

namespace Raposa.Cli;

/// <summary>A folder of <c>ec2-describe-*.json</c> and the like, at any depth; each folder in it is an account and region of its own.</summary>
internal static class NetworkFolder
{
    /// <exception cref="InvalidDataException">A file is not JSON; the message names it.</exception>
    public static NetworkFiles Read(string folder)
    {
        var builder = new TopologyBuilder();
        var (read, passedOver) = (new List<string>(), new List<string>());
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (DocumentKind.OfFile(Path.GetFileName(path)) is not { } kind)
            {
                passedOver.Add(Path.GetRelativePath(folder, path));
                continue;
            }

            var scope = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!).Replace('\\', '/');
            builder.Collected(kind.Part, scope);
            using var document = Parse(path);
            foreach (var resource in kind.In(document.RootElement))
            {
                builder.Add(kind.Part, scope, resource);
            }

            read.Add(Path.GetRelativePath(folder, path));
        }

        return new(builder.Build(), [.. read], [.. passedOver]);
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} is not JSON: {broken.Message}", broken);
        }
    }
}

/// <param name="PassedOver">Files that say nothing about the network.</param>
internal sealed record NetworkFiles(Topology Topology, ImmutableArray<string> Read, ImmutableArray<string> PassedOver);

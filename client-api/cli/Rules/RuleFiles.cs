using System.Text;

namespace Raposa.Detection;

/// <summary>Reads the rule files of a folder, or one file.</summary>
internal static class RuleFiles
{
    public static RuleSet Load(string root)
    {
        var paths = File.Exists(root)
            ? [root]
            : Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".yml" or ".yaml")
                .Order(StringComparer.Ordinal)
                .ToArray();

        return RuleSet.Load(paths.Select(path => (NameOf(root, path), File.ReadAllText(path, Encoding.UTF8))));
    }

    private static string NameOf(string root, string path) =>
        File.Exists(root) ? Path.GetFileName(root) : Path.GetRelativePath(root, path).Replace('\\', '/');
}

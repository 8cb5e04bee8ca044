using System.Runtime.CompilerServices;

namespace Raposa.Browser;

/// <summary>Where pictures of the pages are kept.</summary>
internal static class Screenshots
{
    public static string PathOf(string name)
    {
        var folder = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", "artifacts", "screenshots"));
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{name}.png");
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

using System.CommandLine;

namespace Raposa;

/// <summary>The verbs of <c>./raposa</c> that are programs rather than shell: each is one file that builds its command.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Raposa: cloud security that can be checked.");
        return root.Parse(args).InvokeAsync();
    }
}

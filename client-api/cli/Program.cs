using System.CommandLine;
using Raposa.Cli;
using Raposa.Detection;

namespace Raposa;

/// <summary>The verbs of <c>./raposa</c> that are programs rather than shell: each is one file that builds its command.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) =>
        new RootCommand("Raposa: signed CloudTrail goes in, incidents come out.")
        {
            SendCommand.Build(),
            RulesCommand.Build(),
            DemoCommand.Build(),
        }.Parse(arguments).InvokeAsync();
}

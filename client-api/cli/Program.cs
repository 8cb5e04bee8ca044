using System.CommandLine;
using Raposa.Chat;
using Raposa.Cli;
using Raposa.Detection;
using Raposa.Findings;
using Raposa.Views;

namespace Raposa;

/// <summary>The verbs of <c>./raposa</c> that are programs rather than shell: each is one file that builds its command.</summary>
internal static class Program
{
    private const int UsageError = 2;

    private static async Task<int> Main(string[] arguments)
    {
        var call = new RootCommand("Raposa: signed CloudTrail goes in, incidents come out.")
        {
            SendCommand.Build(),
            RulesCommand.Build(),
            VerifyTrailCommand.Build(),
            NetworkCommand.Build(),
            RetrievalCommand.Build(),
            AskCommand.Build(),
            ViewsCommand.Build(),
            FindingsCommand.Build(),
            DemoCommand.Build(),
        }.Parse(arguments);
        var code = await call.InvokeAsync();

        // What could not be read was explained by now. The library calls that 1, which to some verbs is an answer.
        return call.Errors.Count > 0 ? UsageError : code;
    }
}

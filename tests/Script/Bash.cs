using System.Diagnostics;
using Raposa.Support;

namespace Raposa.Script;

/// <summary>What a program said, and the code it ended with.</summary>
internal sealed record Said(int Code, string Output, string Errors);

/// <summary>Runs the script at the top of the repository, or a few lines on its parts.</summary>
internal static class Bash
{
    /// <summary><c>./raposa</c> with these arguments.</summary>
    public static Task<Said> RaposaAsync(params string[] arguments) =>
        RunAsync([Path.Combine(Repository.Root, "raposa"), .. arguments], []);

    /// <summary>Lines of bash with the functions of deploy/scripts at hand; <paramref name="arguments"/> are $1 and on.</summary>
    public static async Task<string> CallAsync(string lines, params string[] arguments)
    {
        const string parts =
            """
            set -euo pipefail
            shopt -s inherit_errexit
            TEMPORARY=()
            DATA=$RAPOSA_DATA
            for part in common packages postgres build platform tests; do . "$ROOT/deploy/scripts/$part.sh"; done

            """;
        var data = Directory.CreateTempSubdirectory("raposa-script-");
        try
        {
            var said = await RunAsync(
                ["-c", parts + lines, "bash", .. arguments],
                new() { ["ROOT"] = Repository.Root, ["RAPOSA_DATA"] = data.FullName });
            Assert.True(said.Code == 0, $"ended with {said.Code}: {said.Errors}");
            return said.Output.TrimEnd('\n');
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<Said> RunAsync(string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }
}

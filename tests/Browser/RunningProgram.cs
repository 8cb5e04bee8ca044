using System.Diagnostics;
using System.Text;

namespace Raposa.Browser;

/// <summary>
/// One of our programs, running. It dies with this process, however that ends: a shell holds its standard input and stops
/// the program when the pipe closes.
/// </summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _shell;
    private readonly string _name;
    private readonly StringBuilder _output = new();

    private RunningProgram(string name, Process shell)
    {
        (_name, _shell) = (name, shell);
        shell.OutputDataReceived += Keep;
        shell.ErrorDataReceived += Keep;
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
    }

    /// <param name="project">Whose program: it was built into the folder beside ours.</param>
    public static RunningProgram Start(string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        // artifacts/<engine>/bin/<project>/<configuration>/
        var ours = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(ours.Parent!.Parent!.FullName, project, ours.Name, $"Raposa.{project}.dll");
        const string script =
            """
            dotnet "$@" </dev/null & program=$!
            { read -r _; kill -TERM $program 2>/dev/null; } <&3 & watch=$!
            wait $program; code=$?
            kill $watch 2>/dev/null; exit $code
            """;
        var start = new ProcessStartInfo("bash", ["-c", $"exec 3<&0; {script}", "bash", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new(project, Process.Start(start)!);
    }

    public void ThrowIfEnded()
    {
        if (_shell.HasExited)
        {
            throw new InvalidOperationException($"{_name} ended with {_shell.ExitCode}:\n{Output}");
        }
    }

    public async Task WaitForSuccessAsync()
    {
        await _shell.WaitForExitAsync();
        if (_shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"{_name} ended with {_shell.ExitCode}:\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}

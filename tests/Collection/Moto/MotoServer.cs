using System.Diagnostics;
using System.Net.Http;
using Raposa.Support;

namespace Raposa.Collection;

/// <summary>A moto server on a loopback port, filled with a small estate. One for a test class.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    private static readonly Dictionary<string, string> AnyCredentials = new()
    {
        // moto asks for some and checks none.
        ["AWS_ACCESS_KEY_ID"] = "testing", ["AWS_SECRET_ACCESS_KEY"] = "testing",
    };

    private Process? _process;

    public Uri Endpoint { get; private set; } = null!;

    internal static IReadOnlyDictionary<string, string> Credentials => AnyCredentials;

    public async Task InitializeAsync()
    {
        if (PythonTools.Packages is null)
        {
            return;
        }

        var port = FreePort.Next();
        Endpoint = new($"http://127.0.0.1:{port}");
        _process = PythonTools.Start(
            ["-c", "import sys; from moto.server import main; main(sys.argv[1:])", "-H", "127.0.0.1", "-p", $"{port}"],
            new Dictionary<string, string> { ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true" });
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilItAnswersAsync();
        await PythonTools.RunAsync(
            Path.Combine(Repository.Root, "tests", "Collection", "Moto", "seed.py"), Credentials, Endpoint.ToString());
    }

    public Task DisposeAsync()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        return Task.CompletedTask;
    }

    private async Task UntilItAnswersAsync()
    {
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Endpoint, "/moto-api/"));
                return;
            }
            catch (HttpRequestException) when (attempt < 600 && !_process!.HasExited)
            {
                await Task.Delay(200);
            }
        }
    }
}

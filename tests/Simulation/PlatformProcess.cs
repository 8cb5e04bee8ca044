#if ENGINE_LOCAL
using System.Diagnostics;
using System.Net.Http;
using Raposa.Support;

namespace Raposa.Simulation;

/// <summary>The platform as a process of its own, as it is deployed, so that it can be killed.</summary>
internal sealed class PlatformProcess : IDisposable
{
    public const string SetupToken = "setup-token-of-tests";

    private readonly PostgresFixture _postgres;
    private readonly int _port = FreePort.Next();
    private Process? _process;

    public PlatformProcess(PostgresFixture postgres) => _postgres = postgres;

    public Uri BaseAddress => new($"http://127.0.0.1:{_port}");

    /// <summary>What a deployment would keep.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("raposa-platform-").FullName;

    /// <summary>Settings beside its own, as environment variables.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Starts it and returns when it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Raposa.Silo.dll")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = DataFolder,
        };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = BaseAddress.ToString(),
            ["Raposa__Postgres"] = _postgres.WriterConnectionString,
            ["Raposa__PostgresReader"] = _postgres.ReaderConnectionString,
            ["Raposa__Data"] = DataFolder,
            ["Raposa__SetupToken"] = SetupToken,
            ["Logging__LogLevel__Default"] = "Warning",
        }.Concat(Settings))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        var log = new List<string>();
        foreach (var output in new[] { _process.StandardOutput, _process.StandardError })
        {
            _ = Task.Run(async () =>
            {
                while (await output.ReadLineAsync() is { } line)
                {
                    lock (log)
                    {
                        log.Add(line);
                    }
                }
            });
        }

        using var http = new HttpClient { BaseAddress = BaseAddress };
        for (var attempt = 0; !await IsReadyAsync(http); attempt++)
        {
            if (_process.HasExited || attempt > 1200)
            {
                lock (log)
                {
                    throw new InvalidOperationException($"The platform did not become ready:\n{string.Join('\n', log)}");
                }
            }

            await Task.Delay(50);
        }
    }

    /// <summary>SIGKILL: nothing of it gets to say or write another word.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
#endif

using Raposa.DemoWorld.Aws.Sts;

namespace Raposa.DemoWorld.Okta;

/// <summary>
/// Keeps the token of the platform's own identity in a file, as a cluster does for its workloads
/// (<c>AWS_WEB_IDENTITY_TOKEN_FILE</c>), and writes a new one long before the old one ends.
/// </summary>
internal sealed class PlatformToken(WorldSettings settings, OidcIssuer issuer, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(20);

    private volatile bool _isWritten = settings.TokenFile is null;

    /// <summary>Whoever reads the file finds a token in it.</summary>
    public bool IsWritten => _isWritten;

    /// <summary>A token as it stands in the file.</summary>
    public static string Write(OidcIssuer issuer) => issuer.Issue(OktaEndpoints.Audience, RoleDirectory.PlatformSubject);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.TokenFile is not { } path)
        {
            return;
        }

        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Period);
        do
        {
            // Moved into place, so that no reader sees half of it.
            var draft = $"{path}.new";
            File.Delete(draft);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using (var file = new StreamWriter(draft, options))
            {
                await file.WriteAsync(Write(issuer));
            }

            File.Move(draft, path, overwrite: true);
            _isWritten = true;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

using System.CommandLine;

namespace Raposa.Cli;

/// <summary>The options by which a verb finds the platform and says who asks, and what stands in for those that are not given.</summary>
internal sealed class SignInOptions
{
    public const string Sentence = "The password is read from RAPOSA_PASSWORD.";

    private readonly Option<string?> _url = new("--url") { Description = $"Where the platform is; else RAPOSA_URL, else the demo's, else {ServerAddress.Default}." };
    private readonly Option<string?> _email = new("--email") { Description = "Who asks; else RAPOSA_EMAIL, else the demo's person." };
    private readonly Option<DirectoryInfo?> _data = new("--data") { Description = "The data folder in which the demo's sign-in is kept; else RAPOSA_DATA." };

    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_email);
        command.Add(_data);
    }

    /// <summary>Who asks where, or why that is not known.</summary>
    /// <exception cref="InvalidDataException">The data folder's sign-in cannot be read.</exception>
    public (SignInRequest? Request, string? Refusal) Read(ParseResult call, Func<string, string?> environment)
    {
        var folder = call.GetValue(_data)?.FullName ?? environment("RAPOSA_DATA");
        var demo = folder is { Length: > 0 } ? DemoState.Load(folder) : null;
        var url = call.GetValue(_url) ?? environment("RAPOSA_URL") ?? demo?.Url;
        if (ServerAddress.TryParse(url) is not { } server)
        {
            return (null, $"'{url}' is no address of a server: give --url such as {ServerAddress.Default}.");
        }

        var email = call.GetValue(_email) ?? environment("RAPOSA_EMAIL");
        var password = environment("RAPOSA_PASSWORD") ?? (email is null || email == demo?.Email ? demo?.Password : null);
        return (email ?? demo?.Email) is { } person && password is not null
            ? (new(server, person, password), null)
            : (null, "It is not known who asks: give --email and set RAPOSA_PASSWORD, or start the demo with ./raposa up.");
    }
}

/// <summary>Who asks, and where.</summary>
internal sealed record SignInRequest(Uri Server, string Email, string Password)
{
    /// <summary>Says nothing of the password.</summary>
    public override string ToString() => $"{Email} at {Server}";
}

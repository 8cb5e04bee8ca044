using System.CommandLine;

namespace Raposa.Cli;

public sealed class SignInOptionsTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("raposa-sign-in-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void A_data_folder_tells_where_and_who()
    {
        SaveDemo();

        Assert.Equal(new(new("http://127.0.0.1:8123/"), "demo@corvina.example", "the demo's"), Read(["--data", _data]).Request);
        Assert.Equal(Read(["--data", _data]).Request, Read([], ("RAPOSA_DATA", _data)).Request);
    }

    [Fact]
    public void What_is_said_goes_before_what_is_set_and_that_before_what_is_kept()
    {
        SaveDemo();

        Assert.Equal(
            new(new("http://a.example/"), "ann@example.com", "ann's"),
            Read(["--data", _data, "--url", "http://a.example", "--email", "ann@example.com"], ("RAPOSA_URL", "http://b.example"), ("RAPOSA_EMAIL", "ben@example.com"), ("RAPOSA_PASSWORD", "ann's")).Request);
        Assert.Equal(
            new(new("http://b.example/"), "ben@example.com", "ben's"),
            Read(["--data", _data], ("RAPOSA_URL", "http://b.example"), ("RAPOSA_EMAIL", "ben@example.com"), ("RAPOSA_PASSWORD", "ben's")).Request);
    }

    [Fact]
    public void The_demos_password_is_never_sent_for_somebody_else()
    {
        SaveDemo();

        Assert.StartsWith("It is not known who asks", Read(["--data", _data, "--email", "ann@example.com"]).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_address_is_refused() =>
        Assert.StartsWith("'ftp://x' is no address of a server", Read(["--url", "ftp://x"]).Refusal, StringComparison.Ordinal);

    private static (SignInRequest? Request, string? Refusal) Read(string[] arguments, params (string Name, string Value)[] environment)
    {
        var options = new SignInOptions();
        var command = new RootCommand();
        options.AddTo(command);
        return options.Read(command.Parse(arguments), name => environment.FirstOrDefault(one => one.Name == name).Value);
    }

    private void SaveDemo() => new DemoState
    {
        Url = "http://127.0.0.1:8123", Email = "demo@corvina.example", Password = "the demo's", Seed = 1, End = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero),
    }.Save(_data);
}

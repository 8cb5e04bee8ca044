namespace Raposa.Script;

/// <summary>What the script says of itself, and what it refuses before it does anything.</summary>
public class VerbTests
{
    [Fact]
    public async Task Help_names_every_verb()
    {
        var said = await Bash.RaposaAsync("help");

        Assert.Equal(0, said.Code);
        Assert.All(
            ["up", "down", "status", "logs", "sql", "send", "rules", "verify-trail", "network", "retrieval", "ask", "views", "findings", "demo", "test", "bench", "prepare", "help"],
            verb => Assert.Matches($"(?m)^  {verb}\\b", said.Output));
    }

    [Theory]
    [InlineData("unknown verb 'ipmort'", "ipmort")]
    [InlineData("--port is a number from 1 to 65535, not '80x'", "up", "--port", "80x")]
    [InlineData("--port is a number from 1 to 65535, not '65536'", "up", "--port", "65536")]
    [InlineData("--port needs a value", "up", "--port")]
    [InlineData("--engine is auto, local or orleans, not 'akka'", "up", "--engine", "akka")]
    [InlineData("--silos goes with --engine orleans: the local engine is one process", "up", "--silos", "2")]
    [InlineData("up: unknown option '--prot'", "up", "--prot", "80")]
    [InlineData("down: unknown option '--force'", "down", "--force")]
    [InlineData("--org is an organization's id", "sql", "--org", "x -c row_security=off")]
    [InlineData("test takes at most one filter", "test", "a", "b")]
    public async Task What_it_does_not_understand_is_said_with_the_help_and_exit_code_2(string reason, params string[] arguments)
    {
        var said = await Bash.RaposaAsync(arguments);

        Assert.Equal(2, said.Code);
        Assert.Contains($"raposa: {reason}\n", said.Errors, StringComparison.Ordinal);
        Assert.Contains("usage: ./raposa", said.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_of_a_folder_that_is_not_there_says_so_and_makes_nothing()
    {
        var folder = Path.Combine(Path.GetTempPath(), "raposa-no-such-folder");

        var said = await Bash.RaposaAsync("status", "--data", folder);

        Assert.Equal(3, said.Code);
        Assert.Contains($"{folder} is not there yet", said.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }
}

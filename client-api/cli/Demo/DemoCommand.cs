using System.CommandLine;
using System.Net.Http;

namespace Raposa.Cli;

/// <summary><c>raposa demo seed --url URL --data DIR [--seed N] [--world URL]</c></summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var url = new Option<string?>("--url") { Description = $"Where the platform is; else RAPOSA_URL, else {ServerAddress.Default}." };
        var data = new Option<DirectoryInfo>("--data") { Description = "The data folder; the sign-in is kept in secrets/demo.json there.", Required = true };
        var seed = new Option<int>("--seed") { Description = "Which day: the same seed makes the same events.", DefaultValueFactory = _ => 1 };
        var world = new Option<string?>("--world") { Description = "Where the demo's world is; its accounts are connected then." };
        var command = new Command("seed", "Makes the demo organization, sends a day of its CloudTrail and connects its accounts. A second run only says how to sign in.") { url, data, seed, world };
        command.SetAction((call, cancellationToken) => RunAsync(
            call.GetValue(url) ?? Environment.GetEnvironmentVariable("RAPOSA_URL"),
            call.GetRequiredValue(data).FullName,
            call.GetValue(seed),
            call.GetValue(world),
            cancellationToken));
        return new("demo", "The demo company.") { command };
    }

    internal static async Task<int> RunAsync(string? url, string dataFolder, int seed, string? world, CancellationToken cancellationToken)
    {
        if (ServerAddress.TryParse(url) is not { } server)
        {
            await Console.Error.WriteLineAsync($"'{url}' is no address of a server: give --url such as {ServerAddress.Default}.");
            return 2;
        }

        try
        {
            using var http = DeliveryClient.NewHttpClient();
            var seeder = new DemoSeeder(server, dataFolder, http, new RetryPlan(), TimeProvider.System)
            {
                World = string.IsNullOrEmpty(world) ? null : new DemoWorldApi(http, new(world.TrimEnd('/') + "/")),
            };
            var state = await seeder.SeedAsync(seed, () => SetupTokenOf(dataFolder), cancellationToken);
            Console.WriteLine(DemoReport.Write(state, server, dataFolder));
            return 0;
        }
        catch (Exception expected) when (expected is DemoException or HttpRequestException or InvalidDataException or IOException)
        {
            await Console.Error.WriteLineAsync(expected.Message);
            return 3;
        }
    }

    private static string? SetupTokenOf(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "secrets", "setup-token");
        return Environment.GetEnvironmentVariable("RAPOSA_SETUP_TOKEN") is { Length: > 0 } given
            ? given
            : File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}

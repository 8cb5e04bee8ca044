using Raposa.DemoWorld;

WorldSettings settings;
try
{
    settings = WorldSettings.Parse(args);
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

await WorldServer.Build(settings, TimeProvider.System).RunAsync();
return 0;

using Raposa;

if (args is ["migrate", ..])
{
    return await MigrateCommand.RunAsync(args[1..]);
}

await PlatformHost.Build(args).RunAsync();
return 0;

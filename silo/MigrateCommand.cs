using Npgsql;
using Raposa.Collection.Sources;
using Raposa.Database;
using Raposa.Inventory;
using Raposa.Views;

namespace Raposa;

/// <summary>
/// <c>Raposa.Silo migrate</c>: brings the database to this build's schema and ends. It is a command of its own so that
/// the long-running process never holds the owner's rights.
/// </summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        if (configuration["Raposa:PostgresAdmin"] is not { Length: > 0 } connectionString)
        {
            return Refuse("Raposa__PostgresAdmin is not set. It is the connection string of a role that may create roles.");
        }

        if (configuration["RAPOSA_WRITER_PASSWORD"] is not { Length: > 0 } writer
            || configuration["RAPOSA_READER_PASSWORD"] is not { Length: > 0 } reader
            || configuration["RAPOSA_MCP_PASSWORD"] is not { Length: > 0 } mcp)
        {
            return Refuse("RAPOSA_WRITER_PASSWORD, RAPOSA_READER_PASSWORD and RAPOSA_MCP_PASSWORD must all be set.");
        }

        await using var admin = NpgsqlDataSource.Create(connectionString);
        try
        {
            var applied = await new Migrator(admin).RunAsync(
                new(writer, reader, mcp), step => Console.WriteLine($"  {step}"), CancellationToken.None);
            await new SourceViewStore(admin).ReplaceAsync(
                [.. SourceViews.Statements(SourceCatalog.Platform.All), .. ViewStatements.Of(ViewCatalogue.Platform)], CancellationToken.None);
            Console.WriteLine(applied == 0 ? "The database is up to date." : $"{applied} migrations applied.");
            return 0;
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            return Refuse($"The database could not be migrated: {failure.Message}");
        }
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return 1;
    }
}

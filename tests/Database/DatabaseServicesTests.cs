using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Raposa.Database;

public class DatabaseServicesTests
{
    private const string Server = "Host=127.0.0.1;Username=raposa_writer";

    [Fact]
    public async Task A_pool_is_as_large_as_the_setting_says() => Assert.Equal((50, 7), (await PoolAsync(Server), await PoolAsync(Server, "7")));

    [Fact]
    public async Task What_the_connection_string_says_goes_before_the_setting() => Assert.Equal(30, await PoolAsync($"{Server};Maximum Pool Size=30", "7"));

    private static async Task<int> PoolAsync(string connectionString, string? pool = null)
    {
        Dictionary<string, string?> settings = new() { ["Raposa:Postgres"] = connectionString, ["Raposa:PostgresReader"] = connectionString };
        if (pool is not null)
        {
            settings["Raposa:PostgresPool"] = pool;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection().AddDatabase(configuration).BuildServiceProvider();
        return new NpgsqlConnectionStringBuilder(services.GetRequiredService<NpgsqlDataSource>().ConnectionString).MaxPoolSize;
    }
}

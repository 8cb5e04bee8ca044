using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Raposa.Database;

/// <summary>Registers <see cref="TenantDatabase"/> from the configuration section <c>Raposa</c>.</summary>
public static class DatabaseServices
{
    /// <exception cref="InvalidOperationException">A connection string is missing; the message names the setting.</exception>
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Raposa").Get<DatabaseOptions>() ?? new();
        var writer = NpgsqlDataSource.Create(Bounded(Required(options.Postgres, "Raposa:Postgres"), options.PostgresPool));
        var reader = NpgsqlDataSource.Create(Bounded(Required(options.PostgresReader, "Raposa:PostgresReader"), options.PostgresPool));

        services.AddSingleton(writer);
        services.AddSingleton(new TenantDatabase(writer, reader));
        return services;
    }

    private static string Bounded(string connectionString, int pool)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize("Maximum Pool Size"))
        {
            settings.MaxPoolSize = pool;
        }

        return settings.ConnectionString;
    }

    private static string Required(string connectionString, string setting) =>
        connectionString.Length > 0
            ? connectionString
            : throw new InvalidOperationException(
                $"{setting} is not set. It is the connection string of PostgreSQL; './raposa up' sets it, or set "
                + $"{setting.Replace(":", "__", StringComparison.Ordinal)} in the environment.");
}

namespace Raposa.Database;

/// <summary>Where PostgreSQL is, and who the platform is there. Bound from the configuration section <c>Raposa</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Connection string of the role <c>raposa_writer</c>, in Npgsql's form.</summary>
    public string Postgres { get; set; } = "";

    /// <summary>Connection string of the role <c>raposa_reader</c>.</summary>
    public string PostgresReader { get; set; } = "";

    /// <summary>
    /// Connections that a process has at the most of each of the two roles, where a connection string does not say it. Whoever finds none
    /// free waits for one: more at once than the server has processors for only wait there, and hold memory.
    /// </summary>
    public int PostgresPool { get; set; } = 50;

    /// <summary>Connection string of a role that may create roles and extensions. Used by <c>migrate</c> alone.</summary>
    public string? PostgresAdmin { get; set; }
}

using Npgsql;

namespace Raposa.Database;

/// <summary>Commands whose parameters are <c>$1</c>, <c>$2</c>, … in order. Their types follow from the values.</summary>
internal static class PositionalCommands
{
    /// <param name="parameters">Values, or a parameter where its type must be said. Null is SQL's null.</param>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(AsParameter(parameter));
        }

        return command;
    }

    /// <summary>Adds a command to the batch, which goes to the server in one round trip.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(AsParameter(parameter));
        }

        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter AsParameter(object? value) =>
        value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value };
}

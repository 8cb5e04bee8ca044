using System.Collections.Immutable;
using Npgsql;
using Raposa.Database;

namespace Raposa.Inventory;

/// <summary>Puts views in place: they are code, so they are made anew by each migration, all or none of them.</summary>
/// <param name="admin">A role that may act as the owner.</param>
internal sealed class SourceViewStore(NpgsqlDataSource admin)
{
    public async Task ReplaceAsync(ImmutableArray<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = await admin.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var statement in statements.Prepend($"set local role {DatabaseRoles.Owner}"))
        {
            await using var command = new NpgsqlCommand(statement, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}

using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Notes which log file proves which event, and raises the events to verified by digest.</summary>
internal sealed class TrailProofStore(TenantDatabase database)
{
    /// <summary>
    /// The batch's events are those of a log file whose digest was verified, and are stored, this way or another. Those that
    /// say the same as the log file become <see cref="Provenance.DigestVerified"/>. Safe to repeat.
    /// </summary>
    /// <param name="logFile">The same for the same log file with the same content.</param>
    /// <returns>Of the batch's events: how many this log file is the first to prove, and of these, how many say something else.</returns>
    public async Task<(int Received, int Altered)> ProveAsync(
        OrganizationId organization, Guid logFile, PreparedBatch batch, CancellationToken cancellationToken)
    {
        EventToWrite[] events =
        [
            .. batch.Events.DistinctBy(one => one.EventKey).OrderBy(one => one.EventKey)
                .Select(one => new EventToWrite(batch, one, Provenance.DigestVerified)),
        ];
        if (events.Length == 0)
        {
            return (0, 0);
        }

        var keys = events.Select(one => one.Event.EventKey).ToArray();
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ClaimAsync(connection, organization, keys, logFile, cancellationToken);
        await IngestionStore.RaiseProvenanceAsync(connection, organization, events, cancellationToken);
        var counts = await CountAsync(connection, organization, keys, logFile, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return counts;
    }

    // In the order of the keys, as everybody writes identities, so that two who share events do not wait for each other.
    private static async Task ClaimAsync(
        NpgsqlConnection connection, OrganizationId organization, Guid[] keys, Guid logFile, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            with free as (
              select event_key from ingestion.event_identity
              where org_id = $1 and event_key = any($2) and trail_file is null
              order by event_key for update)
            update ingestion.event_identity as i set trail_file = $3 from free where i.org_id = $1 and i.event_key = free.event_key
            """,
            organization.Value, keys, logFile);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<(int Received, int Altered)> CountAsync(
        NpgsqlConnection connection, OrganizationId organization, Guid[] keys, Guid logFile, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            select count(*)::int, count(*) filter (where provenance < $4)::int from ingestion.event_identity
            where org_id = $1 and event_key = any($2) and trail_file = $3
            """,
            organization.Value, keys, logFile, (short)Provenance.DigestVerified);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }
}

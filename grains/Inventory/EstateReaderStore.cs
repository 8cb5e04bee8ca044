using System.Runtime.CompilerServices;
using Raposa.Database;
using Raposa.Inventory.Analysis;

namespace Raposa.Inventory;

/// <inheritdoc cref="IEstateReader"/>
/// <remarks>Rows are streamed, so that an estate may be larger than what fits in memory.</remarks>
internal sealed class EstateReaderStore(TenantDatabase database) : IEstateReader
{
    public async IAsyncEnumerable<EstateDocument> ReadAsync(
        AnalysisRun run, IReadOnlyCollection<string> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var snapshots = run.SnapshotsOf(sources);
        if (snapshots.IsEmpty)
        {
            yield break;
        }

        await using var connection = await database.OpenReaderAsync(run.Organization, cancellationToken);
        await using var command = connection.Command(
            """
            select c.account_id, c.source, c.region, o.resource_key, s.snapshot_id, encode(o.sha256, 'hex'), coalesce(d.body_text, d.body::text)
            from inventory.snapshot as s
            join inventory.chain as c on c.org_id = s.org_id and c.chain_id = s.chain_id
            join inventory.observation as o on o.org_id = s.org_id and o.chain_id = s.chain_id
              and o.first_seq <= s.sequence and o.last_seq >= s.sequence
            join inventory.document as d on d.org_id = o.org_id and d.source = c.source and d.sha256 = o.sha256
            where s.org_id = $1 and s.snapshot_id = any($2)
            order by c.account_id, c.source, c.region nulls first, o.resource_key
            """,
            run.Organization.Value, snapshots.ToArray());
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var chain = new ChainName("", "", null);
        while (await reader.ReadAsync(cancellationToken))
        {
            var name = new ChainName(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2));
            chain = name == chain ? chain : name;
            yield return new(chain, reader.GetString(3), reader.GetGuid(4), reader.GetString(5), reader.GetString(6));
        }
    }
}

using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Collection.Sources;

/// <summary>Reads every source of AWS from its declaration.</summary>
internal sealed class AwsSourceReader(
    IAwsClient client, IAwsOperations operations, IProviderConnections connections, TimeProvider time) : ISourceReader
{
    public async Task<SourcePage> ReadAsync(
        SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken)
    {
        var position = cursor is null ? new(time.GetUtcNow(), []) : Parse(source, cursor);
        var region = key.Region ?? await connections.GetHomeRegionAsync(key.Account, cancellationToken);
        var calls = new AwsCalls(client, operations, key.Account, region, new(position.At, key.AccountId));
        return source.Read switch
        {
            AwsRead read => await new AwsPass(source, read, calls, only).ReadAsync(position, cancellationToken),
            AwsCodeRead read => await read.Read(source, calls, cancellationToken),
            _ => throw new ArgumentException($"{source.Name} is not read from AWS.", nameof(source)),
        };
    }

    private static AwsCursor Parse(SourceDefinition source, string cursor)
    {
        try
        {
            return AwsCursor.Parse(cursor);
        }
        catch (JsonException broken)
        {
            throw new SourceReadException(
                new(FailureKind.Malformed, source.Read.Operations[0], "Cursor", $"'{cursor}' is not a cursor of {source.Name}."),
                retryAfter: null, calls: 0, cause: broken);
        }
    }
}

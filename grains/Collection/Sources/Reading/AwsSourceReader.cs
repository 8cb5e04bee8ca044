using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Collection.Sources;

/// <summary>Reads every source of AWS from its declaration.</summary>
internal sealed class AwsSourceReader(
    IAwsClient client, AwsModels models, IAwsConnections connections, TimeProvider time) : ISourceReader
{
    /// <summary>Where global services are; an account that is not connected fails at its first call, and says so there.</summary>
    private const string DefaultHome = "us-east-1";

    public async Task<SourcePage> ReadAsync(
        SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken)
    {
        var position = cursor is null ? new(time.GetUtcNow(), []) : Parse(source, cursor);
        var calls = new AwsCalls(client, models, key.Account, await RegionOf(key, cancellationToken), new(position.At, key.AccountId));
        return source.Read switch
        {
            AwsRead read => await new AwsPass(source, read, calls, only).ReadAsync(position, cancellationToken),
            AwsCodeRead read => await read.Read(source, calls, cancellationToken),
            _ => throw new ArgumentException($"{source.Name} is not read from AWS.", nameof(source)),
        };
    }

    /// <summary>What AWS has once per account is asked for in its home region.</summary>
    private async Task<string> RegionOf(CollectorKey key, CancellationToken cancellationToken) =>
        key.Region ?? (await connections.FindAsync(key.Account, cancellationToken))?.HomeRegion ?? DefaultHome;

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

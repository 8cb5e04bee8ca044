using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Raposa.Collection;

namespace Raposa.Support;

/// <summary>The real client, with every call that went through it and what came of it.</summary>
internal sealed class RecordingAws(IAwsClient client) : IAwsClient
{
    public ConcurrentQueue<(AwsCall Call, JsonObject? Output, string? Error)> Calls { get; } = [];

    public async Task<AwsAnswer> CallAsync(AwsCall call, CancellationToken cancellationToken)
    {
        // The caller may go on to change what it passed and what it got.
        var asked = call with { Parameters = call.Parameters.DeepClone().AsObject() };
        try
        {
            var answer = await client.CallAsync(call, cancellationToken);
            Calls.Enqueue((asked, answer.Output.DeepClone().AsObject(), null));
            return answer;
        }
        catch (SourceReadException refused)
        {
            Calls.Enqueue((asked, null, refused.Failure.Code));
            throw;
        }
    }
}

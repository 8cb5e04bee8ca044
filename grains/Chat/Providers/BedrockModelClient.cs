using System.Net.Http;
using System.Runtime.CompilerServices;

namespace Raposa.Chat;

/// <summary>Amazon Bedrock, signed by the session that the platform itself has.</summary>
internal sealed class BedrockModelClient(BedrockRequestClient bedrock, ModelHttpClient http) : IModel
{
    private const string EventStream = "application/vnd.amazon.eventstream";

    public string Provider => "bedrock";

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(ModelCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var message = await bedrock.SignAsync(BedrockWire.PathOf(call.Model), EventStream, BedrockWire.Body(call), cancellationToken);
        await using var stream = await http.OpenAsync(message, EventStream, BedrockErrors.Of, cancellationToken);
        var decoder = new EventStreamDecoder();
        var buffer = new byte[16 * 1024];
        while (await ReadAsync(stream.Body, buffer, decoder, cancellationToken) is { } frames)
        {
            foreach (var frame in frames)
            {
                if (BedrockWire.Read(frame) is { } update)
                {
                    yield return update;
                }
            }
        }
    }

    /// <returns>Null at the end of the stream.</returns>
    private static async Task<IReadOnlyList<EventStreamFrame>?> ReadAsync(
        Stream body, byte[] buffer, EventStreamDecoder decoder, CancellationToken cancellationToken)
    {
        try
        {
            var count = await body.ReadAsync(buffer, cancellationToken);
            return count > 0 ? decoder.Push(buffer.AsSpan(0, count))
                : decoder.IsInsideFrame ? throw new ModelFailureException(new(ModelFailureKind.Interrupted, "The stream ends inside a frame."))
                : null;
        }
        catch (InvalidDataException broken)
        {
            throw new ModelFailureException(new(ModelFailureKind.Malformed, broken.Message), broken);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new ModelFailureException(new(ModelFailureKind.Interrupted, ProviderWords.Of(broken.Message)), broken);
        }
    }
}

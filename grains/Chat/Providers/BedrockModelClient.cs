using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text;
using Raposa.Collection;

namespace Raposa.Chat;

/// <summary>Amazon Bedrock, signed by the session that the platform itself has.</summary>
/// <param name="origin">Of the runtime in the region.</param>
/// <param name="openSession">Credentials that still hold.</param>
/// <param name="now">The clock that signatures are dated by.</param>
internal sealed class BedrockModelClient(
    Uri origin, string region, Func<CancellationToken, Task<AwsCredentials>> openSession, Func<DateTimeOffset> now, ModelHttpClient http) : IModel
{
    private const string EventStream = "application/vnd.amazon.eventstream";

    public string Provider => "bedrock";

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(ModelCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var message = await SignedAsync(call, cancellationToken);
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

    private async Task<HttpRequestMessage> SignedAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(BedrockWire.Body(call).ToJsonString());
        var request = new AwsHttpRequest(
            "POST", BedrockWire.PathOf(call.Model), [], [new("Content-Type", "application/json"), new("Accept", EventStream)], body);
        var target = request.Target(origin.AbsolutePath);
        var address = new Uri(
            origin.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        AwsCredentials session;
        try
        {
            session = await openSession(cancellationToken);
        }
        catch (SourceReadException refused)
        {
            throw new ModelFailureException(new(ModelFailureKind.Auth, ProviderWords.Of(refused.Message)), refused);
        }

        foreach (var (name, value) in SigV4SignerClient.Sign(request, target, address.Authority, new("bedrock", region), session, now()))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
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

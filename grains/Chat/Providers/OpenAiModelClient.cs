using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Raposa.Chat;

/// <summary>Groq, OpenRouter, and whoever else speaks OpenAI's chat completions.</summary>
/// <param name="address">Of <c>/chat/completions</c>.</param>
/// <param name="key">Sent as a bearer token.</param>
internal sealed class OpenAiModelClient(string provider, Uri address, string key, ModelHttpClient http) : IModel
{
    public string Provider => provider;

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(ModelCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(OpenAiWire.Body(call).ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        };
        await using var stream = await http.OpenAsync(message, "text/event-stream", OpenAiErrors.Of, cancellationToken);
        await foreach (var data in ModelHttpClient.EventsIn(stream, cancellationToken))
        {
            if (data == OpenAiWire.Done)
            {
                yield break;
            }

            foreach (var update in OpenAiWire.Read(data))
            {
                yield return update;
            }
        }
    }
}

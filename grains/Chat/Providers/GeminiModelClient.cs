using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text;

namespace Raposa.Chat;

/// <summary>Google's Gemini.</summary>
/// <param name="origin">Before <c>/v1beta</c>.</param>
internal sealed class GeminiModelClient(Uri origin, string key, ModelHttpClient http) : IModel
{
    public string Provider => "gemini";

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(ModelCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, origin.ToString().TrimEnd('/') + GeminiWire.PathOf(call.Model))
        {
            Content = new StringContent(GeminiWire.Body(call).ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { { "x-goog-api-key", key } },
        };
        await using var stream = await http.OpenAsync(message, "text/event-stream", GeminiErrors.Of, cancellationToken);
        await foreach (var data in ModelHttpClient.EventsIn(stream, cancellationToken))
        {
            foreach (var update in GeminiWire.Read(data))
            {
                yield return update;
            }
        }
    }
}

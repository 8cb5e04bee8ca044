using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using Raposa.Collection;

namespace Raposa.Chat;

/// <summary>Signs requests to Amazon Bedrock's runtime by the session that the platform itself has.</summary>
/// <param name="origin">Of the runtime in the region.</param>
/// <param name="openSession">Credentials that still hold.</param>
/// <param name="now">The clock that signatures are dated by.</param>
internal sealed class BedrockRequestClient(
    Uri origin, string region, Func<CancellationToken, Task<AwsCredentials>> openSession, Func<DateTimeOffset> now)
{
    /// <summary>A request that is ready to be sent.</summary>
    /// <param name="path">From the root, escaped.</param>
    /// <param name="accept">The media type of the answer.</param>
    /// <exception cref="ModelFailureException">There is no session.</exception>
    public async Task<HttpRequestMessage> SignAsync(string path, string accept, JsonObject json, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        var request = new AwsHttpRequest("POST", path, [], [new("Content-Type", "application/json"), new("Accept", accept)], body);
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
}

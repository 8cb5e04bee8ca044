using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>
/// Posts alerts as Standard Webhooks says. Each connection goes to an address that was looked at, so that a name that
/// answers differently the second time gains nothing; redirects are not followed, for the same reason.
/// </summary>
internal sealed class WebhookAlertClient(bool allowsPrivateNetworks, TimeProvider time) : IAlertClient, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowsPrivateNetworks, cancellationToken),
    })
    {
        Timeout = Patience,
    };

    public AlertReceiverKind Kind => AlertReceiverKind.Webhook;

    public async Task<AlertOutcome> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = message.Id.ToString("D");
        var body = Encoding.UTF8.GetBytes(message.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", new WebhookSigner(message.Secret!).Sign(id, now, body));
        request.Headers.UserAgent.Add(new("Raposa", null));
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode
                ? AlertOutcome.Arrived
                : new(
                    $"It answered {(int)answer.StatusCode} {answer.ReasonPhrase}.".Replace(" .", ".", StringComparison.Ordinal),
                    IsGone: answer.StatusCode == HttpStatusCode.Gone,
                    RetryAfterOf(answer, now));
        }
        catch (HttpRequestException failed)
        {
            return new(failed.InnerException is SocketException or InvalidOperationException ? failed.InnerException.Message : failed.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(string.Create(CultureInfo.InvariantCulture, $"It did not answer within {Patience.TotalSeconds:0} seconds."));
        }
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint target, bool allowsPrivateNetworks, CancellationToken cancellationToken)
    {
        var addresses = await System.Net.Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = allowsPrivateNetworks ? addresses : [.. addresses.Where(PublicAddress.IsPublic)];
        if (allowed.Length == 0)
        {
            throw new InvalidOperationException($"{target.Host} is no address of the internet, and alerts go nowhere else.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage answer, DateTimeOffset now) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > now => date - now,
        _ => null,
    };
}

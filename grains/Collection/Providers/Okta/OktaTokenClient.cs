using System.Collections.Concurrent;
using System.Security.Cryptography;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>
/// Gets the token with which an organization's AWS accounts are entered: client credentials, proved by a signature
/// (<c>private_key_jwt</c>). It is kept until it is nearly spent, and one at a time is asked for.
/// </summary>
internal sealed class OktaTokenClient(VendorHttpClient http, IOktaConnections connections, TimeProvider time) : IWebIdentityTokenSource
{
    /// <summary>The promise is a minute; accounts and regions in parallel take a while to use it.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<OrganizationId, Session> _sessions = new();

    public async Task<string> GetTokenAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        var session = _sessions.GetOrAdd(organization, _ => new());
        await session.Gate.WaitAsync(cancellationToken);
        try
        {
            if (session.Token is null || session.ExpiresAt - time.GetUtcNow() <= RenewBefore)
            {
                await RenewAsync(session, await FindAsync(organization, cancellationToken), cancellationToken);
            }

            return session.Token!;
        }
        finally
        {
            session.Gate.Release();
        }
    }

    private async Task RenewAsync(Session session, OktaConnection connection, CancellationToken cancellationToken)
    {
        var endpoint = new Uri($"{connection.Issuer.ToString().TrimEnd('/')}/v1/token");
        var answer = await http.SendAsync(
            new(Operation, "POST", endpoint)
            {
                Form = new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["scope"] = connection.Scope,
                    ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    ["client_assertion"] = AssertionFor(connection, endpoint),
                },
            },
            RefusalOf, new(), cancellationToken);
        session.Token = (string)answer.Body!["access_token"]!;
        session.ExpiresAt = time.GetUtcNow().AddSeconds((double?)answer.Body["expires_in"] ?? 0);
    }

    private string AssertionFor(OktaConnection connection, Uri endpoint)
    {
        try
        {
            return ClientAssertion.Sign(
                connection, endpoint, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), time.GetUtcNow());
        }
        catch (CryptographicException useless)
        {
            throw new SourceReadException(
                new(FailureKind.Unauthenticated, Operation, "PrivateKey", useless.Message), retryAfter: null, calls: 0, cause: useless);
        }
    }

    private async Task<OktaConnection> FindAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        await connections.FindAsync(organization, cancellationToken)
        ?? throw new SourceReadException(
            new(FailureKind.Unauthenticated, Operation, "NoServiceApp", "The organization has no service app of Okta."), retryAfter: null, calls: 0);

    // OAuth's errors: {"error":"invalid_client","error_description":"…"}; Okta's own: {"errorCode":"E0000047","errorSummary":"…"}.
    private static VendorRefusal? RefusalOf(VendorAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return answer.Body!["access_token"] is null ? new(FailureKind.Malformed, "NoToken", "The answer has no access_token.") : null;
        }

        var code = (answer.Body?["error"] ?? answer.Body?["errorCode"])?.ToString() ?? $"{answer.Status}";
        var message = (answer.Body?["error_description"] ?? answer.Body?["errorSummary"])?.ToString() ?? $"Okta answered {answer.Status} and no reason.";
        return new(
            answer.Status switch
            {
                429 => FailureKind.Throttled,
                408 or >= 500 => FailureKind.Transient,
                _ => FailureKind.Unauthenticated,
            },
            code, message, ResetOf(answer));
    }

    // Okta says when its window ends, by the clock that its Date shows.
    private static TimeSpan? ResetOf(VendorAnswer answer) =>
        answer.Status == 429 && answer.Number("X-Rate-Limit-Reset") is { } at && answer.Date is { } date
            ? TimeSpan.FromSeconds(Math.Max(0, at - date.ToUnixTimeSeconds()))
            : null;

    private const string Operation = "POST /v1/token";

    private sealed class Session
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public string? Token { get; set; }

        public DateTimeOffset ExpiresAt { get; set; }
    }
}

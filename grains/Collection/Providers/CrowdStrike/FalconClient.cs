using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>Calls Falcon as an account's API client: gets a token for half an hour, finds the tenant's cloud, keeps to its rate.</summary>
internal sealed class FalconClient(VendorHttpClient http, IProviderConnections connections, TimeProvider time)
{
    private const string TokenPath = "/oauth2/token";

    /// <summary>A token with less than this left is renewed before it is used.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(120);

    private readonly ConcurrentDictionary<AccountKey, Session> _sessions = new();

    /// <returns>The whole envelope.</returns>
    /// <exception cref="SourceReadException">Falcon refused, with its own words, or could not be reached.</exception>
    public async Task<JsonObject> CallAsync(AccountKey account, FalconCall call, VendorCalls calls, CancellationToken cancellationToken)
    {
        var session = _sessions.GetOrAdd(account, _ => new());
        var token = await TokenAsync(account, session, spent: null, calls, cancellationToken);
        try
        {
            return await CallAsync(token, session, call, calls, cancellationToken);
        }
        catch (SourceReadException refused) when (refused.Failure.Kind is FailureKind.Unauthenticated
            || (refused.Failure.Kind is FailureKind.Denied && time.GetUtcNow() - token.IssuedAt > TimeSpan.FromMinutes(1)))
        {
            // A token can be revoked, and Falcon says both 401 and 403 to one that it does not know.
            token = await TokenAsync(account, session, token, calls, cancellationToken);
            return await CallAsync(token, session, call, calls, cancellationToken);
        }
    }

    private async Task<JsonObject> CallAsync(
        Token token, Session session, FalconCall call, VendorCalls calls, CancellationToken cancellationToken)
    {
        await Task.Delay(session.Pause, time, cancellationToken);
        var request = new VendorRequest(call.Operation, call.Method, new(token.BaseAddress, call.PathAndQuery)) { Token = token.Text, Json = call.Body };
        var answer = await http.SendAsync(request, answer => FalconEnvelope.RefusalOf(answer, time.GetUtcNow()), calls, cancellationToken);
        session.Pause = PauseAfter(answer);
        return answer.Body!;
    }

    private async Task<Token> TokenAsync(
        AccountKey account, Session session, Token? spent, VendorCalls calls, CancellationToken cancellationToken)
    {
        // One asks, the others wait: tokens are limited by address, to 300 a minute.
        await session.Gate.WaitAsync(cancellationToken);
        try
        {
            return session.Token is { } token && token != spent && token.ExpiresAt - time.GetUtcNow() > RenewBefore
                ? token
                : session.Token = await NewTokenAsync(await connections.GetFalconAsync(account, cancellationToken), calls, cancellationToken);
        }
        finally
        {
            session.Gate.Release();
        }
    }

    private async Task<Token> NewTokenAsync(FalconConnection connection, VendorCalls calls, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["client_id"] = connection.ClientId, ["client_secret"] = connection.ClientSecret };
        if (connection.MemberCid is { } member)
        {
            form["member_cid"] = member;
        }

        var request = new VendorRequest($"POST {TokenPath}", "POST", new(connection.BaseAddress, TokenPath)) { Form = form };
        var answer = await http.SendAsync(request, TokenRefusal, calls, cancellationToken);
        var now = time.GetUtcNow();
        return new(
            (string)answer.Body!["access_token"]!,
            now,
            now.AddSeconds((double?)answer.Body["expires_in"] ?? 0),
            FalconClouds.Follow(connection.BaseAddress, answer.Headers.GetValueOrDefault("X-Cs-Region")));
    }

    // Whatever is refused here is the secret.
    private VendorRefusal? TokenRefusal(VendorAnswer answer) => FalconEnvelope.RefusalOf(answer, time.GetUtcNow()) switch
    {
        null when answer.Body?["access_token"] is null => new(FailureKind.Malformed, "NoToken", "The answer has no access_token."),
        { Kind: FailureKind.Denied or FailureKind.Malformed } refusal => refusal with { Kind = FailureKind.Unauthenticated },
        var other => other,
    };

    // 6,000 requests a minute for a customer, whoever makes them: near the end of them, others come first.
    private static TimeSpan PauseAfter(VendorAnswer answer) => answer.Number("X-Ratelimit-Remaining") switch
    {
        <= 5 => TimeSpan.FromMilliseconds(500),
        <= 10 => TimeSpan.FromMilliseconds(200),
        _ => TimeSpan.Zero,
    };

    private sealed class Session
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Token? Token { get; set; }

        public TimeSpan Pause { get; set; }
    }

    private sealed record Token(string Text, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, Uri BaseAddress);
}

/// <summary>A call to Falcon.</summary>
/// <param name="PathAndQuery">Such as <c>/devices/combined/devices/v1?limit=5000</c>.</param>
internal sealed record FalconCall(string Method, string PathAndQuery, JsonObject? Body = null)
{
    /// <summary>Method and path, as they are documented.</summary>
    public string Operation => $"{Method} {PathAndQuery.Split('?')[0]}";
}

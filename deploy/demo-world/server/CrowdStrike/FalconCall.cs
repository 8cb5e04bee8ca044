using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using Raposa.DemoWorld.Aws;
using Raposa.DemoWorld.Estate;

namespace Raposa.DemoWorld.CrowdStrike;

/// <summary>A read of the Falcon tenant.</summary>
/// <param name="Position">Where an earlier page's token leads; the first item if there was none.</param>
/// <param name="Fingerprint">The same for the same page asked for again, whatever its token.</param>
internal sealed record FalconCall(EstateMoment Moment, IQueryCollection Query, JsonObject Body, int Position, string Fingerprint)
{
    /// <summary>Device ids that are left out.</summary>
    public ImmutableHashSet<string> Forgotten { get; init; } = [];

    /// <summary>The first is 1.</summary>
    public int PageNumber => (Position / Math.Max(1, Limit(100, 10_000))) + 1;

    /// <exception cref="FalconException">It is no number in its bounds.</exception>
    public int Limit(int usual, int most)
    {
        var text = Query["limit"].Count > 0 ? Query["limit"].ToString() : Body["limit"]?.ToString();
        return text is null ? usual
            : int.TryParse(text, CultureInfo.InvariantCulture, out var limit) && limit >= 0 && limit <= most ? limit
            : throw new FalconException(400, $"limit: '{text}' must be between 1 and {FalconEnvelope.Text(most)}");
    }

    public string Token(int position) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{position}|{Moment.At.UtcTicks}")));

    /// <exception cref="FalconException">The body is no JSON, or a token is none of ours.</exception>
    public static async Task<FalconCall> ReadAsync(HttpContext context, Moments moments, WorldClock clock)
    {
        var body = new JsonObject();
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            try
            {
                body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))?.AsObject() ?? [];
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException)
            {
                throw new FalconException(400, "The body is no JSON object.");
            }
        }

        var query = context.Request.Query;
        var token = query["after"].Count > 0 ? query["after"].ToString() : body["after"]?.ToString() ?? query["offset"].ToString();
        var (position, at) = Read(token);
        var rest = new QueryBuilder(query.Where(one => one.Key is not ("offset" or "after")).SelectMany(one => one.Value.Select(value => KeyValuePair.Create(one.Key, value ?? ""))));
        body.Remove("after");
        return new(moments.At(at ?? clock.Now), query, body, position, string.Create(CultureInfo.InvariantCulture, $"{rest}#{body.ToJsonString()}@{position}"));
    }

    // Some listings count with numbers, the others hand out tokens.
    private static (int Position, DateTimeOffset? At) Read(string token)
    {
        if (token.Length == 0 || int.TryParse(token, CultureInfo.InvariantCulture, out _))
        {
            return (token.Length == 0 ? 0 : int.Parse(token, CultureInfo.InvariantCulture), null);
        }

        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('|') is [var position, var ticks]
                ? (int.Parse(position, CultureInfo.InvariantCulture), new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero))
                : throw new FalconException(400, "The offset is not valid.");
        }
        catch (FormatException)
        {
            throw new FalconException(400, "The offset is not valid.");
        }
    }
}

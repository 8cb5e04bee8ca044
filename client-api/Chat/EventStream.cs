using System.Collections.Immutable;
using System.Globalization;
using Orleans.Runtime;

namespace Raposa.Chat;

/// <summary>
/// A turn as server-sent events, from where the reader stopped. It goes on while the answer is written; who goes away
/// stops reading and not the answer.
/// </summary>
internal sealed class EventStream(IChatSessionGrain session, Guid turnId, int after) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // Proxies hold a stream back otherwise.
        response.Headers["X-Accel-Buffering"] = "no";
        response.Headers["Raposa-Turn"] = turnId.ToString("D");
        var position = after;
        while (!httpContext.RequestAborted.IsCancellationRequested)
        {
            var (read, code, message) = await ReadAsync(position);
            if (read is not { } events)
            {
                await WriteAsync(response, $"event: error\ndata: {{\"code\":\"{code}\",\"message\":\"{message}\"}}\n\n");
                return;
            }

            // A comment keeps the connection alive while a model thinks.
            await WriteAsync(response, events.IsEmpty ? ": waiting\n\n" : string.Concat(events.Select(Text)));
            if (events.Any(one => one.IsLast))
            {
                return;
            }

            position += events.Length;
        }
    }

    private async Task<(ImmutableArray<TurnEvent>? Events, string Code, string Message)> ReadAsync(int position)
    {
        try
        {
            return (await session.Read(turnId, position), "gone", "The answer was lost before it was stored, and nothing of it was counted. Ask again.");
        }
        catch (Exception trouble) when (trouble is TimeoutException or OrleansException)
        {
            // Its silo died or moves; the answer may still be stored. These two events have no id, so that reading on begins after the last one that has.
            return (null, "stream-broken", "The stream broke. Read on after the last event; if there is no such answer then, ask again.");
        }
    }

    private static string Text(TurnEvent one) =>
        string.Create(CultureInfo.InvariantCulture, $"id: {one.Id}\nevent: {one.Type}\ndata: {one.Json}\n\n");

    private static async Task WriteAsync(HttpResponse response, string text)
    {
        try
        {
            await response.WriteAsync(text, response.HttpContext.RequestAborted);
            await response.Body.FlushAsync(response.HttpContext.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The reader went away; the answer is stored all the same.
        }
    }
}

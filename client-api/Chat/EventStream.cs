using System.Globalization;

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
            if (await session.Read(turnId, position) is not { } events)
            {
                await WriteAsync(response, "event: error\ndata: {\"code\":\"gone\",\"message\":\"The answer was lost before it was stored. Ask again.\"}\n\n");
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

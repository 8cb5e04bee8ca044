using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Raposa.Organizations.Access;

namespace Raposa.Organizations;

/// <summary>What happens now, as server-sent events.</summary>
public static class ActivityEndpoints
{
    /// <summary>Proxies close a connection that is silent for a minute or less.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static RouteHandlerBuilder MapActivity(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/activity", Watch).RequirePermission(Permission.ReadEvents).WithTags("Activity").WithName("WatchActivity")
            .WithSummary("Server-sent events: what is kept of the last ones, or what came after Last-Event-ID, and then each new one.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");

    private static async Task Watch(HttpContext context, IGrainFactory grains, IOptions<JsonOptions> json, TimeProvider time)
    {
        var activity = grains.GetGrain<IActivityGrain>(context.GetOrganization().ToString());
        var after = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await WriteAsync(context, ": here\n\n");
            while (!await PassOnAsync(context, activity.Watch(after), json.Value.SerializerOptions, time, entry => after = entry.Sequence))
            {
                // The grain moved or rested meanwhile; it goes on from what was sent.
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader left, which is how every such stream ends.
        }
    }

    /// <summary>True at the end of the entries, false where the enumeration was cut off and can begin again.</summary>
    private static async Task<bool> PassOnAsync(
        HttpContext context, IAsyncEnumerable<ActivityEntry> entries, JsonSerializerOptions json, TimeProvider time,
        Action<ActivityEntry> sent)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await using var enumerator = entries.GetAsyncEnumerator(stop.Token);
        var next = enumerator.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (!await IsThereWithinAsync(next, time, context.RequestAborted))
                {
                    await WriteAsync(context, ": still here\n\n");
                    continue;
                }

                if (!await next)
                {
                    return true;
                }

                var entry = enumerator.Current;
                await WriteAsync(context, string.Create(
                    CultureInfo.InvariantCulture,
                    $"id: {entry.Sequence}\nevent: {entry.Kind}\ndata: {JsonSerializer.Serialize(entry, json)}\n\n"));
                sent(entry);
                next = enumerator.MoveNextAsync().AsTask();
            }
        }
        catch (EnumerationAbortedException)
        {
            return false;
        }
        finally
        {
            // An enumerator is not disposed while it moves.
            await stop.CancelAsync();
            await next.ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private static async Task<bool> IsThereWithinAsync(Task next, TimeProvider time, CancellationToken cancellationToken)
    {
        using var beat = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(next, Task.Delay(Heartbeat, time, beat.Token));
        await beat.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == next;
    }

    private static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, Encoding.UTF8, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Raposa.Benchmarks;

/// <summary>
/// A provider of models on the loopback that answers at once: one sentence as soon as it is asked, the rest a word at a time for as long as
/// a model takes. It says how long it had a question before its first words were sent, so that what is its own is not counted as ours.
/// </summary>
internal sealed class InstantModel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentBag<double> _own = [];

    private InstantModel(WebApplication app) => _app = app;

    public Uri Address => new(new Uri(_app.Urls.First()), "chat/completions");

    /// <summary>Milliseconds from a request's arrival to its first words, of every request.</summary>
    public IReadOnlyCollection<double> Own => _own;

    /// <param name="sentence">What it says first, and then goes on with.</param>
    /// <param name="lasting">How long an answer takes.</param>
    public static async Task<InstantModel> StartAsync(string sentence, Func<TimeSpan> lasting)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var model = new InstantModel(builder.Build());
        model._app.MapPost("/chat/completions", context => model.AnswerAsync(context, sentence, lasting()));
        await model._app.StartAsync();
        return model;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string sentence, TimeSpan lasting)
    {
        const int words = 20;
        var watch = Stopwatch.StartNew();
        context.Response.ContentType = "text/event-stream";
        await SayAsync(context, new { choices = new[] { new { delta = new { content = $"{sentence} {sentence}" }, finish_reason = (string?)null } } });
        _own.Add(watch.Elapsed.TotalMilliseconds);
        for (var word = 0; word < words && lasting > TimeSpan.Zero; word++)
        {
            await Task.Delay(lasting / words, context.RequestAborted);
            await SayAsync(context, new { choices = new[] { new { delta = new { content = " more" }, finish_reason = (string?)null } } });
        }

        await SayAsync(context, new
        {
            choices = new[] { new { delta = new { content = (string?)null }, finish_reason = "stop" } }, usage = new { prompt_tokens = 500, completion_tokens = 40 },
        });
        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    private static async Task SayAsync(HttpContext context, object chunk)
    {
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}

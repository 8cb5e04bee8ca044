namespace Raposa.DemoWorld.Models;

/// <summary>Streams an answer a word at a time, to its end or in one of the ways in which streams end otherwise.</summary>
internal static class ModelStreaming
{
    /// <param name="fault">
    /// Null, or <c>stall-before</c>, <c>stall-after</c>, <c>cut</c>, <c>cut-clean</c>, <c>malformed-before</c>, <c>malformed-after</c>,
    /// <c>error-before</c>, <c>error-after</c>, <c>blocked</c>, <c>empty</c>, <c>cut-short</c>: before the first word, or after half of them.
    /// </param>
    public static async Task SendAsync(HttpContext context, IModelDialect dialect, string model, string answer, int questionLength, string? fault)
    {
        context.Response.ContentType = dialect.ContentType;
        var tokens = ModelWriter.Tokens(answer).ToList();
        await WriteAsync(context, dialect.Start(model));
        if (!await GoesOnAsync(context, dialect, fault, "before"))
        {
            return;
        }

        var half = Math.Max(1, tokens.Count / 2);
        for (var at = 0; at < tokens.Count && fault != "empty"; at++)
        {
            if (at == half && !await GoesOnAsync(context, dialect, fault, "after"))
            {
                return;
            }

            await WriteAsync(context, dialect.Text(tokens[at]));
        }

        var ending = fault switch { "blocked" => ModelEnding.Blocked, "cut-short" => ModelEnding.CutShort, _ => ModelEnding.Whole };
        await WriteAsync(context, dialect.End(ending, (questionLength / 4) + 1, tokens.Count));
    }

    /// <returns>False if the answer is over.</returns>
    private static async Task<bool> GoesOnAsync(HttpContext context, IModelDialect dialect, string? fault, string where)
    {
        switch (fault)
        {
            case "cut" when where == "after":
                // A reset overtakes what was sent and not yet read: it would look as if nothing had been said.
                await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
                context.Abort();
                return false;
            case "cut-clean" when where == "after":
                return false;
            case not null when fault == $"stall-{where}":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return false;
            case not null when fault == $"malformed-{where}":
                await WriteAsync(context, dialect.Garbage());
                return false;
            case not null when fault == $"error-{where}":
                await WriteAsync(context, dialect.Error());
                return false;
            default:
                return true;
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}

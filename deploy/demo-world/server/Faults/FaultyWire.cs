namespace Raposa.DemoWorld.Faults;

/// <summary>Answers that come late, in part, or never.</summary>
internal static class FaultyWire
{
    /// <summary>Waits where the answer is to be late.</summary>
    /// <returns>True if the connection was dropped instead.</returns>
    public static async Task<bool> DelayAsync(HttpContext context, IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults.Where(fault => fault.Kind is FaultKind.Slow or FaultKind.Timeout))
        {
            await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), context.RequestAborted);
            if (fault.Kind == FaultKind.Timeout)
            {
                context.Abort();
                return true;
            }
        }

        return false;
    }

    /// <summary>Sends a body, or its first half under the length of the whole.</summary>
    public static async Task SendAsync(HttpContext context, IReadOnlyList<Fault> faults, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        if (!faults.Any(fault => fault.Kind == FaultKind.Cut) || body.Length < 2)
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
            return;
        }

        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}

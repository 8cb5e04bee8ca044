namespace Raposa.Collection;

/// <summary>Time and chance, passed in: tests run on a clock of their own and wait for nothing.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Random">From 0 to 1.</param>
/// <param name="WaitAsync">Waits on that clock.</param>
internal sealed record AwsSurroundings(TimeProvider Time, Func<double> Random, Func<TimeSpan, CancellationToken, Task> WaitAsync)
{
    public DateTimeOffset Now => Time.GetUtcNow();

    public static AwsSurroundings On(TimeProvider time, Func<double> random) =>
        new(time, random, (delay, cancellationToken) => Task.Delay(delay, time, cancellationToken));
}

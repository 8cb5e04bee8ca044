using System.Globalization;
using Spectre.Console;

namespace Raposa.Cli;

/// <summary>Says how far it is: a bar on a terminal, else a line each tenth on standard error.</summary>
internal static class SendProgress
{
    /// <summary>Runs the work with something to report to.</summary>
    /// <param name="total">What the reports add up to: bytes or records.</param>
    public static async Task RunAsync(string title, long total, bool isQuiet, Func<Action<long>, Task> work)
    {
        if (!isQuiet && AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
                .StartAsync(async context =>
                {
                    var bar = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
                    await work(done => bar.Increment(done));
                    bar.Value = bar.MaxValue;
                });
            return;
        }

        var told = 0L;
        var sum = 0L;
        var gate = new Lock();
        await work(done =>
        {
            lock (gate)
            {
                sum += done;
                var tenth = total == 0 ? 10 : sum * 10 / total;
                if (tenth > told)
                {
                    told = tenth;
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {Math.Min(100, tenth * 10)} %"));
                }
            }
        });
    }
}

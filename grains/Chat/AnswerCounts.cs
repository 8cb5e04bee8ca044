using System.Collections.Concurrent;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>
/// Whether an organization has answers left this month. They are counted in the database, but not for each question while many are left:
/// for some seconds the last count stands, with one more for each question since.
/// </summary>
internal sealed class AnswerCounts(ChatReaderStore reader, TimeProvider time)
{
    /// <summary>With fewer left than this, each question is counted: other processes answer as well.</summary>
    private const int Few = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<OrganizationId, Count> _counts = new();

    /// <summary>Notes one more question where it says yes.</summary>
    public async Task<bool> HasLeftAsync(OrganizationId organization, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        if (!_counts.TryGetValue(organization, out var count) || count.Month != month || now - count.At >= Longest || limit - count.Answers <= Few)
        {
            count = new(month, now, await reader.CountAnswersAsync(organization, month, cancellationToken));
            _counts[organization] = count;
        }

        if (count.Answers >= limit)
        {
            return false;
        }

        count.Add();
        return true;
    }

    private sealed class Count(DateTimeOffset month, DateTimeOffset at, int answers)
    {
        private int _answers = answers;

        public DateTimeOffset Month => month;

        public DateTimeOffset At => at;

        public int Answers => _answers;

        public void Add() => Interlocked.Increment(ref _answers);
    }
}

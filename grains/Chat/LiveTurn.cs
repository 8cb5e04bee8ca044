using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>An answer that is being written, with those who wait for its next event.</summary>
internal sealed class LiveTurn(Guid id, string question, DateTimeOffset askedAt)
{
    private readonly List<TurnEvent> _events = [];
    private TaskCompletionSource _next = New();

    public Guid Id => id;

    public string Question => question;

    public DateTimeOffset AskedAt => askedAt;

    public CancellationTokenSource Stop { get; } = new();

    public bool IsOver { get; private set; }

    /// <summary>Done when there is more to read, or nothing any more.</summary>
    public Task Next => _next.Task;

    public ImmutableArray<TurnEvent> After(int id) => [.. _events.Skip(id)];

    public void Say(IEnumerable<(string Type, string Json)> events)
    {
        _events.AddRange(Numbered(events));
        Wake();
    }

    /// <summary>Holds back what ends the answer, and gives it back: it is said when all is stored.</summary>
    public List<(string Type, string Json)> SayAllButLast(IEnumerable<(string Type, string Json)> events)
    {
        var all = events.ToList();
        var last = all.FindAll(one => one.Type is "done" or "error");
        if (all.Count > last.Count)
        {
            Say(all.Except(last));
        }

        return last;
    }

    /// <summary>All that was said, with what is about to be.</summary>
    public IReadOnlyList<TurnEvent> EventsWith(IEnumerable<(string Type, string Json)> last) => [.. _events, .. Numbered(last)];

    public void End()
    {
        IsOver = true;
        Wake();
        Stop.Dispose();
    }

    private List<TurnEvent> Numbered(IEnumerable<(string Type, string Json)> events) =>
        [.. events.Select((one, at) => new TurnEvent(_events.Count + at + 1, one.Type, one.Json))];

    private void Wake()
    {
        var waiting = _next;
        _next = New();
        waiting.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

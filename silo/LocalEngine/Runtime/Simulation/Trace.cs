using System.Globalization;

namespace Raposa.LocalEngine.Simulation;

/// <summary>
/// What happened in a simulated world, as one number: the same for the same seed, and different as soon as one event
/// differs in time, kind or subject. The last events are kept to be read, too.
/// </summary>
internal sealed class Trace(SimulatedTime time)
{
    private const int Kept = 32;

    private readonly (long At, string Kind, object? Subject)[] _last = new (long, string, object?)[Kept];

    public ulong Hash { get; private set; } = 14695981039346656037;

    public long Count { get; private set; }

    /// <summary>If set, told every event in words; for a test that looks for where two runs part.</summary>
    public Action<string>? Listener { get; set; }

    public static ulong IdOf(string text)
    {
        var id = 14695981039346656037;
        foreach (var letter in text)
        {
            id = (id ^ letter) * 1099511628211;
        }

        return id;
    }

    public void Add(string kind, ulong kindId, object? subject, ulong subjectId)
    {
        Hash = Mix(Mix(Mix(Hash, (ulong)time.Now), kindId), subjectId);
        _last[Count++ % Kept] = (time.Now, kind, subject);
        Listener?.Invoke(Words(time.Now, kind, subject));
    }

    /// <summary>The last events, oldest first, one a line.</summary>
    public string Last() => string.Join(
        '\n',
        Enumerable.Range(0, (int)Math.Min(Count, Kept)).Select(back => _last[(Count - Math.Min(Count, Kept) + back) % Kept])
            .Select(each => Words(each.At, each.Kind, each.Subject)));

    private static string Words(long at, string kind, object? subject) => string.Create(
        CultureInfo.InvariantCulture, $"{new DateTime(at, DateTimeKind.Utc):yyyy-MM-dd HH:mm:ss.fffffff} {kind} {subject}").TrimEnd();

    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash ^ value) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}

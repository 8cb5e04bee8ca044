using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Raposa.Chat;

/// <summary>
/// An answer as it is written and checked: takes what the chain says, gives the events that a reader gets. Nothing reaches a
/// reader before its sentence is checked.
/// </summary>
/// <param name="verifier">Of no use to an answer that is repeated: it was checked when it was given.</param>
internal sealed class AnswerDraft(Intent intent, ImmutableArray<Evidence> evidence, Lazy<AnswerVerifier> verifier)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly StringBuilder _answer = new();
    private readonly HashSet<int> _cited = [];
    private readonly List<ModelAttempt> _attempts = [];
    private SentenceSplitter _splitter = new();

    public string Answer => _answer.ToString().Trim();

    public int Struck { get; private set; }

    public string? Provider { get; private set; }

    public string? Model { get; private set; }

    /// <summary>In the chain; 0 is the first choice.</summary>
    public int Place { get; private set; }

    public TurnStatus? Status { get; private set; }

    public IReadOnlyList<ModelAttempt> Attempts => _attempts;

    /// <summary>What stands before every answer.</summary>
    public IEnumerable<(string Type, string Json)> Begin() =>
    [
        Event("intent", intent),
        Event("evidence", new { evidence }),
    ];

    public IEnumerable<(string Type, string Json)> Take(ChainEvent one)
    {
        switch (one)
        {
            case ChainServing serving:
                (Provider, Model, Place) = (serving.Provider, serving.Model, serving.Place);
                return [Event("provider", new { serving.Provider, serving.Model, serving.Place, isDegraded = serving.Place > 0 })];
            case ChainText text:
                return [.. _splitter.Push(text.Text).SelectMany(Say)];
            case ChainRestart restart:
                _splitter = new();
                _answer.Clear();
                _cited.Clear();
                Struck = 0;
                return [Event("provider", new { restart.Provider, isRestart = true, reason = restart.Failure.Kind, restart.Failure.Message })];
            case ChainAttempt attempt:
                _attempts.Add(attempt.Attempt);
                return [];
            case ChainDone done:
                return [.. Finish(done)];
            case ChainFailed failed:
                Status = failed.Failure.Kind == ModelFailureKind.Cancelled ? TurnStatus.Cancelled : TurnStatus.Failed;
                return [Event("error", new { code = failed.Failure.Kind, failed.Failure.Message })];
            default:
                return [];
        }
    }

    /// <summary>An answer that was given before.</summary>
    public IEnumerable<(string Type, string Json)> Repeat(EarlierAnswer earlier)
    {
        (Provider, Model, Struck, Status) = (earlier.Provider, earlier.Model, earlier.Struck, TurnStatus.Answered);
        _answer.Append(earlier.Answer);
        return
        [
            Event("provider", new { earlier.Provider, earlier.Model, isCached = true }),
            Event("delta", new { text = earlier.Answer }),
            .. AnswerVerifier.CitedIn(earlier.Answer).Select(Citation),
            Event("done", new { isCached = true, earlier.Struck, answeredAt = earlier.EndedAt }),
        ];
    }

    public static (string Type, string Json) Error(string code, string message) => Event("error", new { code, message });

    private IEnumerable<(string Type, string Json)> Finish(ChainDone done)
    {
        foreach (var one in _splitter.Flush() is { } rest ? Say(rest) : [])
        {
            yield return one;
        }

        // What a model said did not hold, none of it: then the evidence speaks for itself.
        if (Answer.Length == 0)
        {
            (Provider, Model) = (EmbeddedResponder.Provider, EmbeddedResponder.ModelId);
            yield return Event("provider", new { Provider, Model, isDegraded = true });
            foreach (var sentence in SentencesOf(EmbeddedResponder.Compose(intent, evidence)).SelectMany(Say))
            {
                yield return sentence;
            }
        }

        Status = TurnStatus.Answered;
        yield return Event("done", new
        {
            Provider, Model, Struck, done.WasCutShort, isCached = false,
            inputTokens = _attempts.Sum(attempt => attempt.InputTokens), outputTokens = _attempts.Sum(attempt => attempt.OutputTokens),
            costUsd = _attempts.Sum(attempt => attempt.CostUsd),
        });
    }

    private IEnumerable<(string Type, string Json)> Say(string sentence)
    {
        if (string.IsNullOrWhiteSpace(sentence))
        {
            return _answer.Length == 0 ? [] : Keep(sentence);
        }

        if (verifier.Value.Check(sentence).Reason is { } reason)
        {
            Struck++;
            return [Event("struck", new { reason })];
        }

        return Keep(sentence);
    }

    private IEnumerable<(string Type, string Json)> Keep(string sentence)
    {
        _answer.Append(sentence);
        return [Event("delta", new { text = sentence }), .. AnswerVerifier.CitedIn(sentence).Where(_cited.Add).Select(Citation)];
    }

    private (string Type, string Json) Citation(int number)
    {
        var cited = evidence[number - 1];
        return Event("citation", new { number, cited.Kind, cited.Id, cited.Title, cited.SeenAt, cited.SnapshotId, cited.DocumentSha256 });
    }

    private static IEnumerable<string> SentencesOf(string text)
    {
        var splitter = new SentenceSplitter();
        return [.. splitter.Push(text), splitter.Flush() ?? ""];
    }

    private static (string Type, string Json) Event(string type, object data) => (type, JsonSerializer.Serialize(data, Json));
}

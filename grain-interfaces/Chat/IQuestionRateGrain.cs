using Orleans;

namespace Raposa.Chat;

/// <summary>
/// How fast an organization and each of its people may ask, whichever process they ask through. Keyed by organization. It counts in memory:
/// an activation that is lost forgets a minute.
/// </summary>
[Alias("raposa.question-rate-grain")]
public interface IQuestionRateGrain : IGrainWithStringKey
{
    /// <summary>Counts a question, before anything is spent on it. One that is refused does not count.</summary>
    [Alias("take")]
    Task<QuestionPermit> Take(Guid personId);
}

/// <summary>Whether a question may be asked now.</summary>
/// <param name="RetryAfter">How long to wait; null if it may.</param>
/// <param name="Person">As it is after this question.</param>
/// <param name="Organization">The same, of all its people together.</param>
[GenerateSerializer, Immutable, Alias("raposa.question-permit")]
public sealed record QuestionPermit(
    [property: Id(0)] TimeSpan? RetryAfter, [property: Id(1)] QuestionRate Person, [property: Id(2)] QuestionRate Organization);

/// <param name="PerMinute">Questions.</param>
/// <param name="Remaining">Of them, at once.</param>
/// <param name="FullIn">When all of them can be asked at once again.</param>
[GenerateSerializer, Immutable, Alias("raposa.question-rate")]
public sealed record QuestionRate([property: Id(0)] int PerMinute, [property: Id(1)] int Remaining, [property: Id(2)] TimeSpan FullIn);

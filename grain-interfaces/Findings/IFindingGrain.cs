using Orleans;

namespace Raposa.Findings;

/// <summary>
/// What a person does to one finding. Keyed by <see cref="FindingKey"/>. Each act is a step in its history, with who did it and why, written
/// in one transaction with what it changes; the organization's activity tells of it.
/// </summary>
[Alias("raposa.finding-grain")]
public interface IFindingGrain : IGrainWithStringKey
{
    /// <summary>Sets it aside until a time; one that was suppressed before is suppressed anew. Null if there is no such finding.</summary>
    /// <param name="author">Who does it; their e-mail address is kept beside.</param>
    /// <exception cref="ArgumentException">There is no reason, or the time is not in the future, or later than in a year; the message says so.</exception>
    [Alias("suppress")]
    Task<Finding?> Suppress(string reason, DateTimeOffset until, Guid author, string authorName);

    /// <summary>Lets it show again; of one that is not suppressed nothing changes. Null if there is no such finding.</summary>
    [Alias("lift-suppression")]
    Task<Finding?> LiftSuppression(Guid author, string authorName);
}

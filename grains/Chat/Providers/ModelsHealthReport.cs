using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>Says of a list of attempts who served, and why the others did not.</summary>
internal static class ModelsHealthReport
{
    /// <param name="attempts">Latest answer first, each answer's in the order of its chain.</param>
    public static ModelsHealth Of(ImmutableArray<AttemptRow> attempts)
    {
        var answers = attempts.GroupBy(attempt => attempt.TurnId).ToList();
        var providers = attempts.GroupBy(attempt => attempt.Provider, StringComparer.Ordinal).Select(ProviderOf)
            .OrderByDescending(provider => provider.Served).ThenBy(provider => provider.Provider, StringComparer.Ordinal);
        return new(answers.Count, answers.Count(answer => answer.Any(attempt => attempt is { Attempt: 1, Failure: not null })), [.. providers]);
    }

    private static ModelHealth ProviderOf(IGrouping<string, AttemptRow> attempts)
    {
        var served = attempts.Where(attempt => attempt.Failure is null).ToList();
        var waits = served.Select(attempt => attempt.FirstTokenMs).OfType<double>().Order().ToList();
        return new(
            attempts.Key,
            served.Count,
            waits.Count > 0 ? waits[waits.Count / 2] : null,
            attempts.Where(attempt => attempt.Failure is not null).CountBy(attempt => (ModelFailureKind)attempt.Failure!.Value).ToImmutableDictionary(),
            attempts.FirstOrDefault(attempt => attempt.Failure is not null)?.Message,
            Refusing: null);
    }
}

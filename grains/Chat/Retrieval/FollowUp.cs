using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>Completes a question that goes on with the one before it: "and in the other account?" is about what was asked last.</summary>
internal static partial class FollowUp
{
    /// <summary>What is to be searched for: the question, or both.</summary>
    /// <param name="previous">The question before; null for none.</param>
    public static string Complete(string? previous, string question) =>
        previous is not null && Continues(question) ? $"{previous} {question}" : question;

    /// <summary>Whether a question cannot be understood by itself; then its answer is good for this conversation only.</summary>
    public static bool Continues(string question) => Beginning().IsMatch(question) || Pointing().IsMatch(question);

    [GeneratedRegex(@"^\s*(and|but|also|or|what about|how about|which of|why( is that)?\?|in the other|only|just|same)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\b(those|these|them|they|it|that one|the (other|first|second|last|same) (one|account|region|user|role|bucket|host|finding)|this one)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pointing();
}

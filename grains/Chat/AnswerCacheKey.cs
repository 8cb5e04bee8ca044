using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Raposa.Chat;

/// <summary>
/// When an answer that was given is good again: the same question to the same evidence, in the same words to the model. The evidence
/// itself is in the key, beside its version, because views may change where no passage does. When a table was read is not: the same rows are the same answer.
/// </summary>
internal static class AnswerCacheKey
{
    public static string Of(string question, Intent intent, long version, ImmutableArray<Evidence> evidence, IEnumerable<string> chain)
    {
        var words = string.Join(' ', question.ToLowerInvariant().Split((char[])[' ', '\t', '\n', '\r', '?', '!', '.'], StringSplitOptions.RemoveEmptyEntries));
        var text = string.Join('\u001f', version, PromptText.Version, words, intent.Time?.From.UtcTicks, intent.Time?.To.UtcTicks, string.Join(',', chain), JsonSerializer.Serialize(evidence.Select(one => one.Kind == EvidenceKind.Table ? one with { SeenAt = null } : one)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

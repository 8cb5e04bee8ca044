using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Raposa.Collection;
using Raposa.Ingestion.Parsing;

namespace Raposa.Inventory;

/// <summary>
/// Replaces what is personal in a source's documents before they are stored: each such value by
/// <c>{"$redacted":"policy@version","sha256":"…"}</c>. Everything else stays as it is, byte for byte.
/// </summary>
/// <remarks>
/// The hash is HMAC-SHA-256 with a key of the organization's: two values can be seen to be equal, within the organization,
/// and nobody without the key can try names until one fits, which a bare SHA-256 of an e-mail address would invite.
/// </remarks>
internal sealed class Redactor(SourceDefinition source)
{
    /// <summary>The member that marks a replaced value.</summary>
    public const string Mark = "$redacted";

    private readonly ImmutableArray<(ColumnPath Path, RedactionPolicy Policy, string Label)> _rules =
    [
        .. source.Redactions.Select(rule => (ColumnPath.Parse(rule.Path), RedactionPolicies.Of(rule.Policy), RedactionPolicies.LabelOf(rule.Policy))),
    ];

    /// <summary>Whether the source declares anything to redact; where not, no key is needed.</summary>
    public bool IsNeeded => !_rules.IsEmpty;

    /// <summary>The document with what its source declares personal replaced; the same bytes where nothing is. Repeating it changes nothing.</summary>
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> document, ReadOnlySpan<byte> key)
    {
        if (_rules.IsEmpty)
        {
            return document;
        }

        var found = new SortedList<int, (JsonSpan Span, string Label)>();
        foreach (var (path, policy, label) in _rules)
        {
            foreach (var span in JsonSpans.Of(document.Span, path))
            {
                foreach (var part in PersonalParts(document.Span, span, policy))
                {
                    found.TryAdd(part.Start, (part, label));
                }
            }
        }

        return found.Count == 0 ? document : Splice(document.Span, found.Values, key);
    }

    private static List<JsonSpan> PersonalParts(ReadOnlySpan<byte> document, JsonSpan value, RedactionPolicy policy)
    {
        var parts = new List<JsonSpan>();
        switch (policy)
        {
            case RedactionPolicy.PiiTags:
                foreach (var (tag, text) in JsonSpans.Tags(document, value))
                {
                    if (text.Kind == JsonTokenType.String && text.Length > 2
                        && (PersonalData.IsPersonalKey(tag) || PersonalData.IsIn(TextOf(document, text))))
                    {
                        parts.Add(text);
                    }
                }

                break;
            default:
                foreach (var scalar in JsonSpans.Scalars(document, value))
                {
                    if (policy != RedactionPolicy.PiiText || (scalar.Kind == JsonTokenType.String && PersonalData.IsIn(TextOf(document, scalar))))
                    {
                        parts.Add(scalar);
                    }
                }

                break;
        }

        return parts;
    }

    private static byte[] Splice(ReadOnlySpan<byte> document, IEnumerable<(JsonSpan Span, string Label)> parts, ReadOnlySpan<byte> key)
    {
        using var output = new MemoryStream(document.Length + 256);
        var at = 0;
        foreach (var (span, label) in parts)
        {
            if (span.Start < at)
            {
                continue;
            }

            output.Write(document[at..span.Start]);
            var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(TextOf(document, span)));
            output.Write(Encoding.UTF8.GetBytes($$"""{"{{Mark}}":"{{label}}","sha256":"{{Convert.ToHexStringLower(hash)}}"}"""));
            at = span.Start + span.Length;
        }

        output.Write(document[at..]);
        return output.ToArray();
    }

    private static string TextOf(ReadOnlySpan<byte> document, JsonSpan span)
    {
        var raw = document.Slice(span.Start, span.Length);
        return span.Kind == JsonTokenType.String ? JsonEscapes.ToText(raw[1..^1]) : Encoding.UTF8.GetString(raw);
    }
}

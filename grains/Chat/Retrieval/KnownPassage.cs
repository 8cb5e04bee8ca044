using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>A passage with what every question asks of it, worked out once.</summary>
internal sealed class KnownPassage(Passage passage)
{
    private readonly Lazy<Grounds> _grounds = new(() => Grounds.Of(
        $"{passage.Id} {passage.Title} {passage.Body} {passage.AccountId} {passage.Region} {passage.Subject}"));

    public Passage Passage => passage;

    public ImmutableDictionary<string, int> Terms { get; } = Bm25.TermsOf(passage.Text);

    /// <summary>Whether it names this; a name that stands inside a longer one counts.</summary>
    public bool HasName(string name) => _grounds.Value.HasName(name);
}

using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Collection.Sources;

/// <summary>Where the next page of an AWS source begins, as it is kept between two pages and over a crash.</summary>
/// <param name="At">When the run began: every page asks about the same span of time.</param>
/// <param name="Positions">One per level, from the outermost parent to the list; those that are missing begin anew.</param>
/// <param name="HasAnswered">Whether any list was read so far; if none was, the source could not be seen at all.</param>
/// <param name="Refusal">What the last list that was refused was refused for.</param>
internal sealed record AwsCursor(
    DateTimeOffset At, ImmutableArray<AwsPosition> Positions, bool HasAnswered = false, RunFailure? Refusal = null)
{
    /// <exception cref="JsonException">The text is not such a cursor.</exception>
    public static AwsCursor Parse(string text) =>
        JsonSerializer.Deserialize<AwsCursor>(text) ?? throw new JsonException("A cursor is an object.");

    public override string ToString() => JsonSerializer.Serialize(this);
}

/// <summary>
/// A place in one level's list: a page, and the last of its items that was done. The page is asked for again and its
/// items are passed over up to that one, so that a cursor stays small however large the page is.
/// </summary>
/// <param name="Token">The page, as <see cref="AwsPages.CursorAfter"/> names it; null for the first.</param>
/// <param name="After">Key of the last item that was done; null if none was.</param>
/// <param name="Within">Key of the parent whose list it is; null at the outermost level.</param>
internal sealed record AwsPosition(string? Token = null, string? After = null, string? Within = null);

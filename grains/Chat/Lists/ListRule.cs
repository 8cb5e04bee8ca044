using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Chat.Lists;

/// <summary>One list of the closed catalogue: when a question is after it, and how its rows are told.</summary>
/// <param name="View">The view that holds it.</param>
/// <param name="Title">What the rows are, as it stands before their number.</param>
/// <param name="Needs">A question is after it if all of these stand in it.</param>
internal sealed record ListRule(string View, string Title, params ImmutableArray<Regex> Needs)
{
    /// <summary>What the view's column <c>answer</c> says of a row that is meant.</summary>
    public string Answer { get; init; } = "yes";

    /// <summary>A question with this in it is after something else.</summary>
    public Regex? Except { get; init; }

    /// <summary>Columns whose values a question may name to mean only those rows: a role, an owner.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Rows that are meant only where the question mentions them.</summary>
    public ListPart? Apart { get; init; }

    /// <summary>Columns of which a row is told, the one that names it first.</summary>
    public required ImmutableArray<string> Shown { get; init; }

    /// <summary>Columns that are always what they are here, as part of what the list is.</summary>
    public ImmutableArray<IntentListFilter> Always { get; init; } = [];

    /// <summary>The view has these columns, and a question that names an account or a region means only that one's rows.</summary>
    public bool HasAccount { get; init; } = true;

    public bool HasRegion { get; init; } = true;
}

/// <summary>Rows whose column contains a word, and how a question mentions them.</summary>
internal sealed record ListPart(string Column, string Part, Regex Mention);

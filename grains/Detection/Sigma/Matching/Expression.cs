using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>What a rule's condition comes down to: a tree of tests over one event.</summary>
/// <remarks>
/// A rule's tree knows fields by name. Each set of rules binds a copy of it to its own field table, because one rule may stand
/// in the sets of many organizations.
/// </remarks>
internal abstract class Expression
{
    public abstract bool Matches(EventView view);

    public abstract Expression Bind(FieldTable fields);

    /// <summary>How many tests an event can cost. Bounded when a rule is read, since a condition may name one search many times.</summary>
    public virtual long Weight => 1;

    /// <summary>
    /// How dear one evaluation is, beside a comparison of two strings. Parts are tried from the cheapest on: the order of a
    /// condition says nothing about its outcome, and the regular expression of a rule is seldom reached when its call is not.
    /// </summary>
    public virtual int Cost => 1;
}

internal sealed class AllOf(ImmutableArray<Expression> parts) : Expression
{
    public ImmutableArray<Expression> Parts => parts;

    public override long Weight => parts.Sum(part => part.Weight);

    public override int Cost { get; } = Costs.Of(parts);

    public override bool Matches(EventView view)
    {
        foreach (var part in parts)
        {
            if (!part.Matches(view))
            {
                return false;
            }
        }

        return true;
    }

    public override Expression Bind(FieldTable fields) =>
        new AllOf([.. parts.Select(part => part.Bind(fields)).SelectMany(part => part is AllOf same ? same.Parts : [part]).OrderBy(part => part.Cost)]);

    public static Expression Of(IEnumerable<Expression> parts) =>
        parts.ToImmutableArray() is var all && all is [var only] ? only : new AllOf(all);
}

internal sealed class AnyOf(ImmutableArray<Expression> parts) : Expression
{
    public ImmutableArray<Expression> Parts => parts;

    public override long Weight => parts.Sum(part => part.Weight);

    public override int Cost { get; } = Costs.Of(parts);

    public override bool Matches(EventView view)
    {
        foreach (var part in parts)
        {
            if (part.Matches(view))
            {
                return true;
            }
        }

        return false;
    }

    public override Expression Bind(FieldTable fields) =>
        new AnyOf([.. parts.Select(part => part.Bind(fields)).SelectMany(part => part is AnyOf same ? same.Parts : [part]).OrderBy(part => part.Cost)]);

    public static Expression Of(IEnumerable<Expression> parts) =>
        parts.ToImmutableArray() is var all && all is [var only] ? only : new AnyOf(all);
}

/// <summary><c>2 of selection_*</c>: so many of the parts, whichever.</summary>
internal sealed class AtLeast(int wanted, ImmutableArray<Expression> parts) : Expression
{
    public override bool Matches(EventView view)
    {
        var found = 0;
        foreach (var part in parts)
        {
            if (part.Matches(view) && ++found == wanted)
            {
                return true;
            }
        }

        return false;
    }

    public override long Weight => parts.Sum(part => part.Weight);

    public override int Cost { get; } = Costs.Of(parts);

    public override Expression Bind(FieldTable fields) => new AtLeast(wanted, [.. parts.Select(part => part.Bind(fields))]);
}

internal sealed class Not(Expression part) : Expression
{
    public override bool Matches(EventView view) => !part.Matches(view);

    public override long Weight => part.Weight;

    // Exceptions from a rule are seldom met, so they seldom decide.
    public override int Cost => part.Cost + (4 * Costs.Text);

    public override Expression Bind(FieldTable fields) => new Not(part.Bind(fields));
}

internal static class Costs
{
    public const int Text = 2;
    public const int Regex = 20;
    public const int Object = 40;
    public const int WholeEvent = 80;
    private const int Most = 1_000;

    /// <summary>Whether CloudTrail keeps an object in the field, whose text has to be written before it can be compared.</summary>
    public static bool HoldsObject(string field) =>
        field is "requestParameters" or "responseElements" or "additionalEventData" or "serviceEventDetails" or "resources" or "userIdentity";

    public static int Of(ImmutableArray<Expression> parts) => Math.Min(Most, parts.Sum(part => part.Cost));
}

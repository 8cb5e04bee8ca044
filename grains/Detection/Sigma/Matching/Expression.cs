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
}

internal sealed class AllOf(ImmutableArray<Expression> parts) : Expression
{
    public ImmutableArray<Expression> Parts => parts;

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

    public override long Weight => parts.Sum(part => part.Weight);

    public override Expression Bind(FieldTable fields) => new AllOf([.. parts.Select(part => part.Bind(fields))]);

    public static Expression Of(IEnumerable<Expression> parts) => parts.ToImmutableArray() is var all && all is [var only] ? only : new AllOf(all);
}

internal sealed class AnyOf(ImmutableArray<Expression> parts) : Expression
{
    public ImmutableArray<Expression> Parts => parts;

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

    public override long Weight => parts.Sum(part => part.Weight);

    public override Expression Bind(FieldTable fields) => new AnyOf([.. parts.Select(part => part.Bind(fields))]);

    public static Expression Of(IEnumerable<Expression> parts) => parts.ToImmutableArray() is var all && all is [var only] ? only : new AnyOf(all);
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

    public override Expression Bind(FieldTable fields) => new AtLeast(wanted, [.. parts.Select(part => part.Bind(fields))]);
}

internal sealed class Not(Expression part) : Expression
{
    public override bool Matches(EventView view) => !part.Matches(view);

    public override long Weight => part.Weight;

    public override Expression Bind(FieldTable fields) => new Not(part.Bind(fields));
}

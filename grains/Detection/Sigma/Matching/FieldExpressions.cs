namespace Raposa.Detection;

/// <summary>Some value of the field passes the test.</summary>
internal sealed class FieldMatches(string name, ValueTest test, int slot = -1) : Expression
{
    public string Field => name;

    public ValueTest Test => test;

    public override int Cost { get; } = test.Cost + (Costs.HoldsObject(name) ? Costs.Object : 0);

    public override bool Matches(EventView view)
    {
        var values = view.Field(slot);
        for (var i = 0; i < values.Count; i++)
        {
            ref var value = ref values[i];
            if (!value.IsNull && test.Matches(ref value))
            {
                return true;
            }
        }

        return false;
    }

    public override Expression Bind(FieldTable fields) => new FieldMatches(name, test, fields.SlotOf(name));
}

/// <summary><c>field: null</c>: the field is absent, or holds nothing but null.</summary>
internal sealed class FieldIsNull(string field, int slot = -1) : Expression
{
    public override bool Matches(EventView view) => !view.Field(slot).HasValue;

    public override Expression Bind(FieldTable fields) => new FieldIsNull(field, fields.SlotOf(field));
}

/// <summary><c>field|exists</c>: the field is there, whatever it holds, or is not.</summary>
internal sealed class FieldExists(string field, bool wanted, int slot = -1) : Expression
{
    // Dearer than it is, because it seldom decides: most events have the fields that rules ask for.
    public override int Cost => 2 * Costs.Text + 1;

    public override bool Matches(EventView view) => view.Field(slot).Exists == wanted;

    public override Expression Bind(FieldTable fields) => new FieldExists(field, wanted, fields.SlotOf(field));
}

internal enum TextRelation
{
    Equals,
    StartsWith,
    EndsWith,
    Contains,
}

/// <summary><c>field|fieldref</c>: some value of the field stands in the relation to some value of another field of the event.</summary>
internal sealed class FieldRefersTo(
    string field, string other, TextRelation relation, bool cased, int slot = -1, int otherSlot = -1) : Expression
{
    private readonly StringComparison _comparison = cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    public override bool Matches(EventView view)
    {
        var values = view.Field(slot);
        var others = view.Field(otherSlot);
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = 0; j < others.Count; j++)
            {
                if (!values[i].IsNull && !others[j].IsNull && Holds(values[i].Text, others[j].Text))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Holds(string text, string part) => relation switch
    {
        TextRelation.StartsWith => text.StartsWith(part, _comparison),
        TextRelation.EndsWith => text.EndsWith(part, _comparison),
        TextRelation.Contains => text.Contains(part, _comparison),
        _ => text.Equals(part, _comparison),
    };

    public override Expression Bind(FieldTable fields) =>
        new FieldRefersTo(field, other, relation, cased, fields.SlotOf(field), fields.SlotOf(other));
}

/// <summary>A keyword: some value anywhere in the event passes the test.</summary>
internal sealed class AnyValueMatches(ValueTest test) : Expression
{
    public override bool Matches(EventView view)
    {
        var scalars = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(view.Scalars());
        foreach (ref var value in scalars)
        {
            if (test.Matches(ref value))
            {
                return true;
            }
        }

        return false;
    }

    public override int Cost => Costs.WholeEvent * test.Cost;

    public override Expression Bind(FieldTable fields) => this;
}

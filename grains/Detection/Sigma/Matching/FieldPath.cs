using System.Text.Json;

namespace Raposa.Detection;

/// <summary>A field's name as a rule writes it: dots lead into objects, and an array on the way means any of its elements.</summary>
/// <remarks>
/// A key may contain dots itself (<c>s3.amazonaws.com</c> in a policy's condition). Such keys are looked for where the plain
/// reading finds nothing, so that the usual case costs one look-up per step.
/// </remarks>
internal sealed class FieldPath
{
    /// <summary>CloudTrail nests far less; the bound keeps the search for keys with dots small.</summary>
    public const int MaxSteps = 16;

    private readonly string[] _steps;

    // The steps from the first index to the second, joined with dots.
    private readonly string[][] _joined;

    public FieldPath(string name)
    {
        Name = name;
        _steps = name.Split('.');
        _joined = [.. _steps.Select((_, from) => _steps.Select((_, to) => to < from ? string.Empty : string.Join('.', _steps[from..(to + 1)])).ToArray())];
    }

    public string Name { get; }

    /// <summary>The first step.</summary>
    public string Head => _steps[0];

    public void Resolve(JsonElement record, FieldValues into) =>
        Resolve(record, record.ValueKind == JsonValueKind.Object && record.TryGetProperty(Head, out var head) ? head : null, outerDots: true, into);

    /// <param name="record">The event.</param>
    /// <param name="head">What stands in it under <see cref="Head"/>, looked up before; null where there is nothing.</param>
    /// <param name="outerDots">Whether one of the event's outermost keys contains a dot.</param>
    /// <param name="into">Takes what is found.</param>
    public void Resolve(JsonElement record, JsonElement? head, bool outerDots, FieldValues into)
    {
        if (head is { } found)
        {
            Plainly(found, 1, into);
            if (!into.Exists && _steps.Length > 2)
            {
                WithDotsInKeys(found, 1, into);
            }
        }
        else if (record.ValueKind == JsonValueKind.Array)
        {
            Plainly(record, 0, into);
        }

        if (!into.Exists && outerDots && _steps.Length > 1)
        {
            WithDotsInKeys(record, 0, into);
        }
    }

    private void Plainly(JsonElement at, int step, FieldValues into)
    {
        if (step == _steps.Length)
        {
            into.Add(at);
        }
        else if (at.ValueKind == JsonValueKind.Object)
        {
            if (at.TryGetProperty(_steps[step], out var next))
            {
                Plainly(next, step + 1, into);
            }
        }
        else if (at.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in at.EnumerateArray())
            {
                Plainly(element, step, into);
            }
        }
    }

    private void WithDotsInKeys(JsonElement at, int step, FieldValues into)
    {
        if (step == _steps.Length)
        {
            into.Add(at);
        }
        else if (at.ValueKind == JsonValueKind.Object)
        {
            for (var last = step; last < _steps.Length; last++)
            {
                if (at.TryGetProperty(_joined[step][last], out var next))
                {
                    WithDotsInKeys(next, last + 1, into);
                }
            }
        }
        else if (at.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in at.EnumerateArray())
            {
                WithDotsInKeys(element, step, into);
            }
        }
    }
}

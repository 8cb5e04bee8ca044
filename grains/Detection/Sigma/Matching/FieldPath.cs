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

    public FieldPath(string name)
    {
        Name = name;
        _steps = name.Split('.');
    }

    public string Name { get; }

    public void Resolve(JsonElement record, FieldValues into)
    {
        Plainly(record, 0, into);
        if (!into.Exists && _steps.Length > 1)
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
            for (var end = step + 1; end <= _steps.Length; end++)
            {
                if (at.TryGetProperty(string.Join('.', _steps, step, end - step), out var next))
                {
                    WithDotsInKeys(next, end, into);
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

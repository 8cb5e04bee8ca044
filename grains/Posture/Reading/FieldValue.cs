using System.Globalization;
using System.Text.Json;

namespace Raposa.Posture.Reading;

/// <summary>
/// A place in a document and what stands there. Each question is answered yes, no or not known: a member that is not there
/// is not known, unless the vendor leaves it out where it has nothing to say (<see cref="OrUnset"/>) or its reader wrote down
/// that there is none (<c>$absent</c>). What was refused (<c>$refused</c>) or replaced (<c>$redacted</c>) is not known either.
/// </summary>
/// <remarks>Whatever is asked of a place is written into the trail, so that a verdict shows what it was made from.</remarks>
internal sealed class FieldValue
{
    private readonly EvidenceTrail _trail;
    private readonly CollectedDocument? _document;
    private readonly JsonElement _element;
    private readonly FieldState _state;
    private readonly string? _why;

    private FieldValue(EvidenceTrail trail, CollectedDocument? document, string path, JsonElement element, FieldState state, string? why)
    {
        _trail = trail;
        _document = document;
        Path = path;
        _element = element;
        _state = state;
        _why = why;
    }

    /// <summary>Members by dots, elements by their number: <c>IpPermissions[2].FromPort</c>. Empty for the whole document.</summary>
    public string Path { get; }

    /// <summary>The document that it is in; null if there is none.</summary>
    public CollectedDocument? Document => _document;

    /// <summary>The whole document. Of what is asked for by itself, such as a setting of an account, it may be that there is none.</summary>
    public static FieldValue Root(EvidenceTrail trail, CollectedDocument document) => new(
        trail, document, "", document.Body,
        document.Body.ValueKind == JsonValueKind.Object && document.Body.TryGetProperty("$absent", out _) ? FieldState.Unset : FieldState.Present, null);

    /// <summary>A document that should be there and is not.</summary>
    public static FieldValue Nothing(EvidenceTrail trail, string why) => new(trail, null, "", default, FieldState.Missing, why);

    /// <summary>A value that is not a member of its own, such as a policy that was written as text.</summary>
    public FieldValue With(JsonElement element) => new(_trail, _document, Path, element, FieldState.Present, null);

    public FieldValue this[string path]
    {
        get
        {
            var at = this;
            foreach (var member in path.Split('.'))
            {
                at = at.Member(member);
            }

            return at;
        }
    }

    /// <summary>For what a vendor leaves out where nothing is set: missing then means that. Never of use where unset is good.</summary>
    public FieldValue OrUnset() => _state == FieldState.Missing && _document is not null && _why is null
        ? new(_trail, _document, Path, default, FieldState.Unset, null)
        : this;

    public Answer IsSet() => _state switch
    {
        FieldState.Present => Noted(Answer.Yes),
        FieldState.Unset => Noted(Answer.No),
        _ => NotKnown(),
    };

    public Answer IsUnset() => !IsSet();

    /// <summary>Whether it is true; unset is not. AWS writes some as text.</summary>
    public Answer IsTrue() => _state == FieldState.Unset
        ? Noted(Answer.No)
        : _state != FieldState.Present
            ? NotKnown()
            : _element.ValueKind switch
            {
                JsonValueKind.True => Noted(Answer.Yes),
                JsonValueKind.False => Noted(Answer.No),
                JsonValueKind.String when bool.TryParse(_element.GetString(), out var value) => Noted(Answer.Of(value)),
                _ => Strange("true or false"),
            };

    public Answer IsFalse() => !IsTrue();

    /// <summary>Whether it is one of these texts; unset is none of them.</summary>
    public Answer Is(params string[] texts) => Matches(text => texts.Contains(text, StringComparer.Ordinal));

    /// <summary>Whether its text is such; unset is not.</summary>
    public Answer Matches(Func<string, bool> predicate) => OfText(text => Answer.Of(predicate(text)));

    /// <summary>What its text says; of what is unset, no.</summary>
    public Answer OfText(Func<string, Answer> judge) => _state == FieldState.Unset
        ? Noted(Answer.No)
        : _state != FieldState.Present
            ? NotKnown()
            : TextOf(_element) is { } text ? Noted(judge(text)) : Strange("a text");

    public Answer AtLeast(double least) => OfNumber(number => number >= least);

    public Answer AtMost(double most) => OfNumber(number => number <= most);

    /// <summary>Whether its number is such; unset is not.</summary>
    public Answer OfNumber(Func<double, bool> predicate) => _state == FieldState.Unset
        ? Noted(Answer.No)
        : _state != FieldState.Present
            ? NotKnown()
            : Number is { } number ? Noted(Answer.Of(predicate(number))) : Strange("a number");

    /// <summary>Whether its time is at this one or later; unset is not.</summary>
    public Answer IsSince(DateTimeOffset time) => OfTime(value => value >= time);

    public Answer OfTime(Func<DateTimeOffset, bool> predicate) => _state == FieldState.Unset
        ? Noted(Answer.No)
        : _state != FieldState.Present
            ? NotKnown()
            : Time is { } time ? Noted(Answer.Of(predicate(time))) : Strange("a time");

    /// <summary>Whether one of its elements is such; of what is unset, none is.</summary>
    public Answer Any(Func<FieldValue, Answer> predicate) => _state == FieldState.Unset
        ? Noted(Answer.No)
        : _state != FieldState.Present
            ? NotKnown()
            : _element.ValueKind == JsonValueKind.Array
                ? Noted(_element.GetArrayLength() == 0 ? Answer.No : Answer.Any(Elements().Select(predicate)), isWhole: _element.GetArrayLength() == 0)
                : Strange("a list");

    /// <summary>Whether each of its elements is such; of what is unset or empty, yes.</summary>
    public Answer All(Func<FieldValue, Answer> predicate) => !Any(element => !predicate(element));

    /// <summary>Whether it is a list with nothing in it; unset has nothing.</summary>
    public Answer IsEmpty() => !Any(_ => Answer.Yes);

    /// <summary>What stands there, for what is written in reasons and for keys of other documents; null if nothing is known.</summary>
    public string? Text
    {
        get
        {
            if (_state == FieldState.Present)
            {
                Note();
            }

            return _state == FieldState.Present ? TextOf(_element) : null;
        }
    }

    /// <summary>The value itself, for a reader of its own; null if it is not there.</summary>
    public JsonElement? Json
    {
        get
        {
            if (_state == FieldState.Present)
            {
                Note();
                return _element;
            }

            return null;
        }
    }

    public double? Number => _state != FieldState.Present ? null : _element.ValueKind switch
    {
        JsonValueKind.Number => _element.GetDouble(),
        JsonValueKind.String when double.TryParse(_element.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public DateTimeOffset? Time => _state != FieldState.Present ? null : _element.ValueKind switch
    {
        JsonValueKind.String when DateTimeOffset.TryParse(
            _element.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,

        // Some protocols of AWS give seconds.
        JsonValueKind.Number when _element.GetDouble() is > 0 and < 253402300800 => DateTimeOffset.UnixEpoch.AddSeconds(_element.GetDouble()),
        _ => null,
    };

    /// <summary>Each element of a list; none if it is not there, which <see cref="IsSet"/> tells apart.</summary>
    public IEnumerable<FieldValue> Elements() => _state == FieldState.Present && _element.ValueKind == JsonValueKind.Array
        ? _element.EnumerateArray().Select((element, index) => Child($"{Path}[{index}]", element))
        : [];

    /// <summary>Not known, and why.</summary>
    public Answer NotKnown()
    {
        _trail.Note(_document, Path, null);
        return Answer.Unknown(_why ?? Missing);
    }

    private string Missing => $"{(Path.Length == 0 ? "The document" : Path)} is not in {Where}.";

    private string Where => _document is null ? "what was collected" : $"{_document.Source} {_document.Key}";

    private FieldValue Member(string name)
    {
        var path = Path.Length == 0 ? name : $"{Path}.{name}";
        if (_state != FieldState.Present)
        {
            // Inside of what is missing nothing can be unset: it is missing too, and for the same reason.
            return new(_trail, _document, path, default, _state, _state == FieldState.Missing ? _why ?? Missing : _why);
        }

        return _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out var element)
            ? Child(path, element)
            : new(_trail, _document, path, default, FieldState.Missing, null);
    }

    private FieldValue Child(string path, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return new(_trail, _document, path, default, FieldState.Missing, null);
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("$absent", out _))
            {
                return new(_trail, _document, path, element, FieldState.Unset, null);
            }

            if (element.TryGetProperty("$refused", out var code))
            {
                return new(_trail, _document, path, element, FieldState.Unreadable, $"{path} of {Where} could not be read: {code}.");
            }

            if (element.TryGetProperty("$redacted", out _))
            {
                return new(_trail, _document, path, element, FieldState.Unreadable, $"{path} of {Where} was replaced before it was stored.");
            }
        }

        return new(_trail, _document, path, element, FieldState.Present, null);
    }

    private Answer Strange(string expected)
    {
        Note();
        return Answer.Unknown($"{Path} of {Where} is not {expected}.");
    }

    private Answer Noted(Answer answer, bool isWhole = true)
    {
        if (isWhole)
        {
            Note();
        }

        return answer;
    }

    private void Note() => _trail.Note(_document, Path, _element.ValueKind == JsonValueKind.Undefined ? null : _element);

    private static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    private enum FieldState
    {
        Present,
        Unset,
        Missing,
        Unreadable,
    }
}

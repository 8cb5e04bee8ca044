namespace Raposa.Posture.Reading;

/// <summary>
/// Yes, no, or not known and why. What is not known stays so through every combination, unless the other side decides alone:
/// no and unknown is no, yes or unknown is yes.
/// </summary>
internal readonly record struct Answer
{
    private Answer(bool? value, string? why)
    {
        Value = value;
        Why = why;
    }

    /// <summary>Null if it is not known.</summary>
    public bool? Value { get; }

    /// <summary>Why it is not known.</summary>
    public string? Why { get; }

    public static Answer Yes { get; } = new(true, null);

    public static Answer No { get; } = new(false, null);

    public static Answer Unknown(string why) => new(null, why);

    public static Answer Of(bool value) => value ? Yes : No;

    public bool IsYes => Value == true;

    public bool IsNo => Value == false;

    public bool IsUnknown => Value is null;

    public static Answer operator !(Answer answer) => answer.Value is { } value ? Of(!value) : answer;

    public static Answer operator &(Answer left, Answer right) => left.IsNo || right.IsNo
        ? No
        : left.IsUnknown ? left : right.IsUnknown ? right : Yes;

    public static Answer operator |(Answer left, Answer right) => !(!left & !right);

    /// <summary>Whether any of them is yes.</summary>
    public static Answer Any(IEnumerable<Answer> answers) => answers.Aggregate(No, (all, next) => all | next);

    /// <summary>Whether all of them are yes.</summary>
    public static Answer All(IEnumerable<Answer> answers) => answers.Aggregate(Yes, (all, next) => all & next);

    /// <summary>The verdict on a subject of which this is what should be: yes passes, no fails.</summary>
    public Judgement Judge(string pass, string fail) => Value switch
    {
        true => new(CheckStatus.Pass, pass),
        false => new(CheckStatus.Fail, fail),
        null => new(CheckStatus.Unknown, Why!),
    };

    /// <summary>The verdict on a subject that the check is only about if this is so. Null is none: it is not about it.</summary>
    public Judgement? When(Func<Judgement?> judge) => Value switch
    {
        true => judge(),
        false => null,
        null => new(CheckStatus.Unknown, Why!),
    };
}

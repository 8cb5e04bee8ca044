using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Iam;

/// <summary>One test of a condition block: an operator, a key, and the values that it may have.</summary>
internal sealed record PolicyCondition(string Operator, string Key, ImmutableArray<string> Values)
{
    private const string ForAll = "ForAllValues:";
    private const string ForAny = "ForAnyValue:";
    private const string IfExists = "IfExists";

    public static ImmutableArray<PolicyCondition> AllOf(JsonElement conditions) =>
    [
        .. from test in conditions.EnumerateObject()
           where test.Value.ValueKind == JsonValueKind.Object
           from key in test.Value.EnumerateObject()
           select new PolicyCondition(test.Name, key.Name, PolicyDocument.Texts(key.Value)),
    ];

    /// <summary>The operator without what stands before and after it, in small letters.</summary>
    public string BaseOperator
    {
        get
        {
            var name = Operator.StartsWith(ForAll, StringComparison.OrdinalIgnoreCase) ? Operator[ForAll.Length..]
                : Operator.StartsWith(ForAny, StringComparison.OrdinalIgnoreCase) ? Operator[ForAny.Length..]
                : Operator;
            return (HasIfExists ? name[..^IfExists.Length] : name).ToLowerInvariant();
        }
    }

    private bool HasIfExists => Operator.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the request passes it. A key of which nothing is known, or an operator that is not IAM's, is not known.</summary>
    /// <param name="hasVariables">Whether <c>${…}</c> in a value stands for a key of the request.</param>
    public Answer Holds(RequestContext request, bool hasVariables)
    {
        if (!request.TryGet(Key, out var given))
        {
            return Answer.Unknown($"it depends on {Key} of the request");
        }

        if (BaseOperator == "null")
        {
            return Answer.Any(Values.Select(value => Answer.Of(bool.TryParse(value, out var isNull) && isNull == given.IsEmpty)));
        }

        if (IsNegated(BaseOperator) is not { } isNegated)
        {
            return Answer.Unknown($"{Operator} is not an operator that is known here");
        }

        if (given.IsEmpty)
        {
            return Answer.Of(HasIfExists || Operator.StartsWith(ForAll, StringComparison.OrdinalIgnoreCase)
                || (isNegated && !Operator.StartsWith(ForAny, StringComparison.OrdinalIgnoreCase)));
        }

        var each = given.Select(value => MatchesOne(value, request, hasVariables, isNegated));
        return Operator.StartsWith(ForAll, StringComparison.OrdinalIgnoreCase)
            ? Answer.All(each)
            : isNegated && !Operator.StartsWith(ForAny, StringComparison.OrdinalIgnoreCase) ? Answer.All(each) : Answer.Any(each);
    }

    /// <summary>Several values of a policy are alternatives; negated, none of them may be.</summary>
    private Answer MatchesOne(string given, RequestContext request, bool hasVariables, bool isNegated)
    {
        var matches = Answer.Any(Values.Select(value =>
        {
            var expanded = hasVariables ? PolicyVariables.Expand(value, request) : ExpandedValue.Literal(value);
            return expanded.Why is { } why ? Answer.Unknown(why)
                : expanded.Text is not { } text ? Answer.No
                : Compare(BaseOperator, given, text);
        }));
        return isNegated ? !matches : matches;
    }

    private static bool? IsNegated(string name) => name switch
    {
        "stringequals" or "stringequalsignorecase" or "stringlike" or "arnequals" or "arnlike" or "bool" or "binaryequals" or "ipaddress"
            or "numericequals" or "numericlessthan" or "numericlessthanequals" or "numericgreaterthan" or "numericgreaterthanequals"
            or "dateequals" or "datelessthan" or "datelessthanequals" or "dategreaterthan" or "dategreaterthanequals" => false,
        "stringnotequals" or "stringnotequalsignorecase" or "stringnotlike" or "arnnotequals" or "arnnotlike" or "notipaddress"
            or "numericnotequals" or "datenotequals" => true,
        _ => null,
    };

    private static Answer Compare(string name, string given, string value) => name switch
    {
        "stringequals" or "stringnotequals" or "binaryequals" => Answer.Of(given == PolicyVariables.Plain(value)),
        "stringequalsignorecase" or "stringnotequalsignorecase" => Answer.Of(given.Equals(PolicyVariables.Plain(value), StringComparison.OrdinalIgnoreCase)),
        "stringlike" or "stringnotlike" => Answer.Of(PolicyVariables.Matches(value, given)),
        "arnequals" or "arnlike" or "arnnotequals" or "arnnotlike" => Answer.Of(Wildcard.MatchesArn(value, given)),
        "bool" => Answer.Of(given.Equals(value, StringComparison.OrdinalIgnoreCase)),
        "ipaddress" or "notipaddress" => InRange(given, value),
        _ when name.StartsWith("numeric", StringComparison.Ordinal) => Numbers(name, given, value),
        _ => Times(name, given, value),
    };

    private static Answer InRange(string given, string range) =>
        IPAddress.TryParse(given, out var address)
        && IPNetwork.TryParse(range.Contains('/', StringComparison.Ordinal) ? range : range + (range.Contains(':', StringComparison.Ordinal) ? "/128" : "/32"), out var network)
            ? Answer.Of(network.Contains(address))
            : Answer.No;

    private static Answer Numbers(string name, string given, string value) =>
        decimal.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
        && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
            ? Answer.Of(Ordered(name["numeric".Length..], left.CompareTo(right)))
            : Answer.No;

    private static Answer Times(string name, string given, string value) =>
        TimeOf(given) is { } left && TimeOf(value) is { } right
            ? Answer.Of(Ordered(name["date".Length..], left.CompareTo(right)))
            : Answer.No;

    /// <summary>ISO 8601, or seconds since 1970.</summary>
    private static DateTimeOffset? TimeOf(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 253402300800
        ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static bool Ordered(string relation, int order) => relation switch
    {
        "equals" or "notequals" => order == 0,
        "lessthan" => order < 0,
        "lessthanequals" => order <= 0,
        "greaterthan" => order > 0,
        _ => order >= 0,
    };
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>Finds what a text names: ids, ARNs, accounts, addresses, names, dates, numbers and severities, each where it stands.</summary>
/// <remarks>Longer things first: the account in an ARN is a part of the ARN, and the digits of an id are no number.</remarks>
internal static partial class EntityScanner
{
    /// <summary>Words with a hyphen that are English and nobody's name.</summary>
    private static readonly HashSet<string> Compounds = new(StringComparer.OrdinalIgnoreCase)
    {
        "least-privilege", "cross-account", "multi-factor", "two-factor", "internet-facing", "internet-exposed", "high-severity",
        "critical-severity", "medium-severity", "low-severity", "long-lived", "long-term", "short-lived", "short-term", "read-only",
        "read-write", "up-to-date", "out-of-date", "end-of-life", "at-rest", "in-transit", "third-party", "first-party",
        "multi-region", "multi-az", "single-az", "cross-region", "point-in-time", "customer-managed", "aws-managed", "self-managed",
        "publicly-accessible", "follow-up", "sign-in", "sign-ins", "log-in", "log-ins", "opt-in", "built-in", "real-time", "on-demand",
        "well-known", "high-risk", "low-risk", "high-privilege", "break-glass", "non-compliant", "non-production", "pre-production",
        "server-side", "client-side", "end-to-end", "cost-effective", "day-to-day", "month-over-month", "week-over-week", "year-over-year",
        "quarter-to-date", "month-to-date", "year-to-date", "east-west", "north-south", "machine-written", "so-called", "e-mail",
    };

    /// <summary>Each once for each time that it stands there, in the order of the text.</summary>
    public static ImmutableArray<FoundEntity> Scan(string text)
    {
        List<FoundEntity> found = [];
        foreach (var (kind, pattern) in Patterns)
        {
            foreach (Match match in pattern.Matches(text))
            {
                var at = match.Groups["what"] is { Success: true } group ? group : match;
                if (at.Length > 0 && !IsTaken(found, at.Index, at.Length) && Holds(kind, at.Value))
                {
                    found.Add(new(kind, at.Value, at.Index));
                }
            }
        }

        return [.. found.OrderBy(one => one.At)];
    }

    private static readonly (EntityKind Kind, Regex Pattern)[] Patterns =
    [
        (EntityKind.Arn, Arn()), (EntityKind.Email, Email()), (EntityKind.AccessKey, AccessKey()), (EntityKind.ResourceId, Uuid()),
        (EntityKind.Date, Date()), (EntityKind.IpAddress, IpAddress()), (EntityKind.Reference, Reference()), (EntityKind.ResourceId, Aws()),
        (EntityKind.ResourceId, Hex()), (EntityKind.Account, Account()), (EntityKind.Name, Quoted()), (EntityKind.Domain, Domain()),
        (EntityKind.Name, Path()), (EntityKind.Name, Dotted()), (EntityKind.Name, Hyphenated()), (EntityKind.Name, CamelCase()),
        (EntityKind.Severity, SeverityWord()), (EntityKind.Number, Number()), (EntityKind.Number, Spelled()),
    ];

    private static bool IsTaken(List<FoundEntity> found, int at, int length) =>
        found.Exists(one => at < one.At + one.Text.Length && one.At < at + length);

    // Regions and zones are told from names by their form; a compound of English is nobody's name.
    private static bool Holds(EntityKind kind, string text) => kind != EntityKind.Name || !Compounds.Contains(text);

    [GeneratedRegex(@"\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(\d{12}|aws)?:[^\s""'`<>,;()\[\]]*[^\s""'`<>,;()\[\].:?!]", RegexOptions.CultureInvariant)]
    private static partial Regex Arn();

    [GeneratedRegex(@"\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\b")]
    private static partial Regex Email();

    [GeneratedRegex(@"\b(AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}\b")]
    private static partial Regex AccessKey();

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?\b|\b(\d{1,2}(st|nd|rd|th)? )?(January|February|March|April|May|June|July|August|September|October|November|December)( \d{1,2}(st|nd|rd|th)?)?(,? \d{4})?(?!\w)(?<=\d)|\b\d{2}:\d{2}(:\d{2})?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\d.])(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}(/\d{1,2})?(?![\d.]*\d)|(?<![\w:])([0-9a-f]{1,4}:){2,7}(:?[0-9a-f]{1,4}|:)(:[0-9a-f]{1,4})*(/\d{1,3})?|::/0", RegexOptions.IgnoreCase)]
    private static partial Regex IpAddress();

    [GeneratedRegex(@"\bCVE-\d{4}-\d{4,}\b|\bT\d{4}(\.\d{3})?\b")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(i|sg|vpc|subnet|eni|vol|snap|ami|acl|igw|nat|rtb|eipalloc|eipassoc|lt|tgw|vpce|pcx|fl|dopt|sgr|pl|vgw|vpn|cgw|db|mi)-[0-9a-f]{6,}\b")]
    private static partial Regex Aws();

    [GeneratedRegex(@"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12,64}\b")]
    private static partial Regex Hex();

    [GeneratedRegex(@"(?<![\w-])\d{12}(?![\w-])")]
    private static partial Regex Account();

    [GeneratedRegex("""[`"“](?<what>[^`"”\n]{2,80})[`"”]|(?<!\w)'(?<what>[A-Za-z0-9_./:@-]{2,80})'(?!\w)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b([a-z0-9_]([a-z0-9-]*[a-z0-9])?\.)+(com|org|net|io|dev|cloud|app|example|internal|local|test|invalid|eu|uk|de|fr|pt|us|co)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Domain();

    [GeneratedRegex(@"(?<![\w/])(user|role|group|policy|instance|assumed-role)/[\w+=,.@/-]*[\w+=@-]")]
    private static partial Regex Path();

    // marta.lopes; not the end of one sentence run into the next, which has a capital or a blank.
    [GeneratedRegex(@"(?<![\w.@/-])[a-z][a-z0-9_-]*(\.[a-z0-9_-]*[a-z][a-z0-9_-]*)+(?![\w@-])")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"(?<![\w./-])[A-Za-z0-9_]+(-[A-Za-z0-9_]+)+(?![\w-])")]
    private static partial Regex Hyphenated();

    [GeneratedRegex(@"\b(?!CloudTrail|CloudFront|CloudWatch|CrowdStrike|GuardDuty|DynamoDB|PostgreSQL|GitHub|CloudFormation|CloudFlare|DevOps|PowerUser\b|SecOps)[A-Z][a-z0-9]+([A-Z][a-z0-9]+)+\b")]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"\b(critical|high|medium|low|informational)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SeverityWord();

    [GeneratedRegex(@"(?<![\w.])[-+]?\d[\d,]*(\.\d+)?(?![\w])|(?<![\w.])\d[\d,]*(\.\d+)?(?=[%a-zA-Z])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Spelled();
}

/// <summary>Something named, and where it stands in the text.</summary>
internal readonly record struct FoundEntity(EntityKind Kind, string Text, int At);

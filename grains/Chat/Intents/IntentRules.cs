using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>
/// Reads what a question is after from its words, by rules and with no model. What a question says more than once weighs
/// more; of equal scopes the one that the table names first wins, because its words are the narrower ones.
/// </summary>
internal static partial class IntentRules
{
    /// <param name="question">As a person wrote it.</param>
    /// <param name="now">What "yesterday" is counted from.</param>
    public static Intent Read(string question, DateTimeOffset now)
    {
        var found = EntityScanner.Scan(question);
        var scopes = ScopeRules.Of(question, found);
        var entities = found
            .Where(one => one.Kind is not (EntityKind.Number or EntityKind.Date or EntityKind.Severity))
            .Select(one => new NamedEntity(one.Kind, one.Text)).Distinct().ToImmutableArray();
        var intent = new Intent
        {
            Kind = KindOf(question, scopes.Length > 0 || !entities.IsEmpty),
            Scopes = scopes,
            Time = TimeRules.Of(question, now),
            Entities = entities,
            Severity = SeverityOf(question),
        };
        return intent.Kind is IntentKind.SmallTalk or IntentKind.OutOfScope ? intent : intent with { Lists = ListRules.Of(question, intent) };
    }

    private static IntentKind KindOf(string question, bool isAboutUs) => question switch
    {
        _ when Greeting().IsMatch(question) && !isAboutUs => IntentKind.SmallTalk,
        _ when Foreign().IsMatch(question) || (!isAboutUs && !General().IsMatch(question)) => IntentKind.OutOfScope,
        _ when Comparing().IsMatch(question) => IntentKind.Compare,
        _ when Counting().IsMatch(question) => IntentKind.Count,
        _ when Advising().IsMatch(question) => IntentKind.Advise,
        _ when Explaining().IsMatch(question) => IntentKind.Explain,
        _ => IntentKind.List,
    };

    // "High findings" asks for high ones; "how high is the bill" does not.
    private static string? SeverityOf(string question) => SeverityWords().Match(question) is { Success: true } match
        ? match.Groups["word"].Value.ToLowerInvariant()
        : null;

    [GeneratedRegex(@"^\s*(hi|hello|hey|hiya|good (morning|afternoon|evening)|thanks?|thank you|thx|cheers|ok(ay)?|great|bye|goodbye|nice|who are you|what are you|what can you do|what can i ask|how are you|help)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"\b(weather|poem|haiku|joke|recipe|football|movie|song|horoscope|president|capital of|translate|lottery|essay|stock price|birthday|sing|restaurant|flight)\b|\bwrite (me )?(a |some )?(python|javascript|code|story|email|e-mail|letter)\b|\b(ignore|disregard|forget) (all |your |the )?(previous |prior )?(instructions|rules|prompt)|\b(system prompt|your instructions)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();

    // Words that ask about the estate as a whole.
    [GeneratedRegex(@"\b(findings?|resources?|accounts?|estate|environment|risks?|problems?|issues?|account|coverage|changed|changes|sources?|collected|snapshot|fresh|stale data|regions?|inventory|happened|attention|worry|urgent|wrong|fix|improve)\b", RegexOptions.IgnoreCase)]
    private static partial Regex General();

    [GeneratedRegex(@"\b(compare|compared|comparison|versus|vs\.?|difference between|differ|differs|better or worse|more than (last|in)|less than (last|in)|higher than|lower than|since (last|yesterday)|trend|trending|month over month|week over week|year over year|than (last|the previous|in)|before and after|grown|which is worse|improved?|improving|worsened|new since|what( has|'s)? changed)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Comparing();

    [GeneratedRegex(@"\b(how many|how much|number of|count( of| the)?|total (number|cost|spend|amount)|what percentage|what share|what fraction|percentage of|how often|the total)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Counting();

    [GeneratedRegex(@"\b(how (do|can|should|would|could) (i|we|you|one)|how to|what (should|can|could|must) (i|we)|should (i|we)|recommend\w*|remediat\w*|advi[sc]e\w*|suggest\w*|what to (do|fix)|(fix|do|tackle|patch|address) first|next steps?|prioriti[sz]e|best way|mitigate|harden|help me (fix|secure|reduce)|how (do|can) .* be (fixed|reduced|secured)|please (delete|remove|disable|rotate|close|terminate|fix|block)|^(delete|remove|disable|rotate|close|terminate|fix|block|revoke|stop|shut down)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Advising();

    [GeneratedRegex(@"\b(why|explain|what happened|how did|how come|what (caused|drove|made|led)|cause of|root cause|reason (for|why)|tell me (more )?about|what does|what is (behind|the (impact|risk|blast|reason|cause|story))|walk me through|describe|details? (on|of|about)|summari[sz]e|summary of|what's (behind|the story|the)|what is going on|how (bad|serious|dangerous|risky|good) is|is (it|this|that) (a|bad|dangerous|serious)|how is .* (reachable|exposed|protected)|who (did|moved|caused|opened|changed|made|created|deleted|disabled)|how (does|can) (an attacker|somebody|someone|it|the))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Explaining();

    [GeneratedRegex(@"\b(?<word>critical|high|medium|low)\b[- ]?(severity|risk|priority|or (above|worse|higher)|and above|inspector|guardduty|falcon)?\s*(open )?(findings?|vulnerabilit\w+|alerts?|issues?|cves?|incidents?|severity|detections?|ones|problems?|risks?|checks?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SeverityWords();
}

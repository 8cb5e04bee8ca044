using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>Which parts of the estate a question is about.</summary>
internal static partial class ScopeRules
{
    /// <summary>The strongest first; empty where no word points anywhere.</summary>
    /// <param name="question">As a person wrote it.</param>
    /// <param name="entities">What it names: a bucket called backup-of-dns says nothing of either.</param>
    public static ImmutableArray<IntentScope> Of(string question, IEnumerable<FoundEntity> entities)
    {
        var words = WithoutNames(question, entities);
        return
        [
            .. Rules.Select(rule => (rule.Scope, Weight: (StrengthOf(rule.Scope) * rule.Strong.Count(words)) + rule.Weak.Count(words)))
                .Where(one => one.Weight > 0)
                .OrderByDescending(one => one.Weight)
                .Select(one => one.Scope),
        ];
    }

    // Whatever is paid for, a question about money is about the bill.
    private static int StrengthOf(IntentScope scope) => scope == IntentScope.Cost ? 5 : 2;

    private static string WithoutNames(string question, IEnumerable<FoundEntity> entities)
    {
        var letters = question.ToCharArray();
        foreach (var name in entities.Where(entity => entity.Kind == EntityKind.Name && entity.Text.AsSpan().ContainsAny("-./")))
        {
            Array.Fill(letters, ' ', name.At, name.Text.Length);
        }

        return new(letters);
    }

    // In the order in which equal weights are decided: the narrower words first.
    private static readonly (IntentScope Scope, Regex Strong, Regex Weak)[] Rules =
    [
        (IntentScope.Incident, Incident(), IncidentWeak()),
        (IntentScope.Cost, Cost(), CostWeak()),
        (IntentScope.Dns, Dns(), DnsWeak()),
        (IntentScope.Endpoint, Endpoint(), EndpointWeak()),
        (IntentScope.Threat, Threat(), ThreatWeak()),
        (IntentScope.Iam, Iam(), IamWeak()),
        (IntentScope.Storage, Storage(), StorageWeak()),
        (IntentScope.Network, Network(), NetworkWeak()),
        (IntentScope.Posture, Posture(), PostureWeak()),
    ];

    [GeneratedRegex(@"\b(incidents?|attack(s|er|ers)? (story|path of the incident)|breach(es)?|compromised?|timeline|blast radius|leaked key|exfiltrat\w+|intrusion|intruder|kill chain|att&ck|mitre|T\d{4}(\.\d{3})?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Incident();

    [GeneratedRegex(@"\b(attack(s|er|ers|ed)?|happened|hacked|investigat\w+|respond|suspicious (actor|person))\b", RegexOptions.IgnoreCase)]
    private static partial Regex IncidentWeak();

    [GeneratedRegex(@"\b(costs?|bills?|billing|billed|spend|spending|spent|expensive|cheaper|invoices?|budgets?|charges?|charged|dollars?|usd|savings?|reserved instances?|pay|paying|price|cost anomal\w+|cost explorer|money)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cost();

    [GeneratedRegex(@"\b(anomal\w+|spik\w+|waste|wasted|idle|unused (volumes?|addresses|capacity)|rightsiz\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CostWeak();

    [GeneratedRegex(@"\b(dns|dnssec|domains?|subdomains?|hosted zones?|zones?|nameservers?|cloudflare|route ?53|cname|mx records?|records? (point\w*|dangl\w*)|dangling|takeovers?|spf|dkim|dmarc|proxied|fronted)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Dns();

    [GeneratedRegex(@"\b(records?|certificates?|hostnames?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DnsWeak();

    [GeneratedRegex(@"\b(edr|sensors?|falcon|crowdstrike|endpoints? protection|unprotected (hosts?|instances?|machines?|servers?)|agents?|antivirus|workstations?|laptops?|reduced functionality|ghost hosts?|cloned sensors?|unmanaged (hosts?|machines?|instances?))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"\b(hosts?|machines?|servers?|instances?|endpoints?|inspector|patch\w*|kernel|operating systems?|vulnerabilit\w+|cves?|CVE-\d{4}-\d+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EndpointWeak();

    [GeneratedRegex(@"\b(guardduty|threats?|malware|ransomware|crypto ?mining|cryptominers?|miners?|brute force|port scans?|scann(ing|ed|ers?)|reconnaissance|command and control|c2|trojans?|backdoors?|tor|malicious|detections?|suspicious|sigma)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Threat();

    [GeneratedRegex(@"\b(alerts?|anomalous|unusual|rules? (hit|fired|match\w*))\b", RegexOptions.IgnoreCase)]
    private static partial Regex ThreatWeak();

    [GeneratedRegex(@"\b(iam|users?|admins?|administrator\w*|mfa|multi-factor|two-factor|passwords?|access keys?|credentials?|roles?|permissions?|privileges?|privileged|polic(y|ies)|logged in|log(ged)? ?in|login|logins|sign(ed)?[- ]ins?|principals?|identit(y|ies)|root (user|account)?|escalat\w+|assume|trust(s|ed)?|federat\w+|sso|least privilege|dormant|service accounts?|groups? of users)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Iam();

    [GeneratedRegex(@"\b(keys?|access|inactive|stale|rotat\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex IamWeak();

    [GeneratedRegex(@"\b(s3|buckets?|storage|objects?|ebs|volumes?|snapshots?|efs|rds|databases?|dynamodb|tables?|redshift|backups?|data (stores?|lakes?)|files? shares?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Storage();

    [GeneratedRegex(@"\b(encrypt\w*|unencrypted|kms|public access|versioning|retention|at rest)\b", RegexOptions.IgnoreCase)]
    private static partial Regex StorageWeak();

    [GeneratedRegex(@"\b(network\w*|vpcs?|subnets?|security groups?|nacls?|acls?|firewalls?|ports?|reach\w*|unreachable|expos\w+ to the internet|internet|ingress|egress|inbound|outbound|routes?|route tables?|gateways?|peering|load balancers?|ssh|rdp|flow logs?|attack paths?|lateral movement|public ips?|elastic ips?|nat|cidr|traffic|0\.0\.0\.0/0)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Network();

    [GeneratedRegex(@"\b(exposed|exposures?|open(ed)? (to|up)|public(ly)?|connect\w*|paths?|from outside)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NetworkWeak();

    [GeneratedRegex(@"\b(posture|compliance|compliant|cis|benchmarks?|soc ?2|iso ?27001|pci|hipaa|controls?|checks?|fail(s|ed|ing)? checks?|audit(s|ors?)?|frameworks?|misconfigur\w+|best practices?|cloudtrail|logging|config rules?|security hub|hardening|biggest risks?|risk posture)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Posture();

    [GeneratedRegex(@"\b(risks?|riskiest|findings?|fail(s|ed|ing|ures?)?|pass(es|ed|ing)?|issues?|problems?|worst|severity|score|fix|prioriti[sz]e)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PostureWeak();
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Chat.Lists;

/// <summary>
/// Every list that a question can be after. Of several that fit, the one that needs most is meant; of equals the first. What is not here is
/// answered from findings and incidents alone.
/// </summary>
internal static partial class ListCatalogue
{
    public static ImmutableArray<ListRule> All { get; } =
    [
        new("severe_unprotected_production_host", "Production hosts with HIGH or CRITICAL Inspector findings and no live sensor", Host(), NoSensor(), Severe())
        {
            Shown = ["instance_id", "name", "role", "critical", "high", "weaknesses", "reason"], Values = ["role"],
        },
        new("unprotected_host", "Live hosts with no working sensor", Host(), NoSensor())
        {
            Shown = ["instance_id", "name", "role", "environment", "reason", "severity"], Values = ["role", "cluster", "environment", "snowflake"],
        },
        new("dormant_administrator", "Administrators that did nothing for 90 days or more", Admin(), Dormant())
        {
            Shown = ["name", "kind", "arn", "last_used_at", "days_idle"], Values = ["kind"], HasRegion = false,
        },
        new("user_without_mfa", "Users who can sign in without a second factor", NoMfa())
        {
            Shown = ["name", "arn", "password_last_used_at", "reason"], HasRegion = false,
        },
        new("public_bucket", "S3 buckets exposed to everybody", Bucket(), Public())
        {
            Shown = ["bucket", "exposure", "classification", "owner", "reason"], Values = ["classification", "owner"], HasRegion = false, Except = Past(),
        },
        new("bucket_public_in_last_30_days", "S3 buckets that were exposed to everybody at any time in the last 30 days", Bucket(), Public(), Past())
        {
            Shown = ["bucket", "exposure", "since", "until", "reason"], HasRegion = false,
        },
        new("bucket_encryption", "S3 buckets without encryption of their own", Bucket(), NotEncrypted())
        {
            Answer = "no", Shown = ["bucket", "bucket_region", "encryption", "owner"], Values = ["owner"], HasRegion = false,
        },
        new("unencrypted_database", "Databases that are not encrypted", Database(), NotEncrypted())
        {
            Shown = ["resource", "kind", "severity", "reason"], Apart = new("kind", "snapshot", Snapshot()),
        },
        new("unencrypted_volume", "EBS volumes that are not encrypted, and regions where new ones are not", Volume(), NotEncrypted())
        {
            Shown = ["resource", "kind", "severity", "reason"],
        },
        new("public_database", "Databases open to the internet", Database(), Public())
        {
            Shown = ["resource", "kind", "severity", "reason"], Apart = new("kind", "snapshot", Snapshot()),
        },
        new("open_ingress_on_production", "Rules that let the whole internet in to production", Group(), OpenToAll())
        {
            Shown = ["group_id", "group_name", "rule_id", "protocol", "from_port", "to_port", "peer", "hosts", "description"], Values = ["group_name"],
        },
        new("exposed_instance_by_inner_reach", "Instances that the internet reaches and that have no working sensor", Host(), Exposed(), NoSensor())
        {
            Shown = ["instance_id", "name", "environment", "ports", "reach_1", "reach_3", "databases"], Values = ["environment"], Always = [new("sensor", "unprotected")],
        },
        new("exposed_instance_by_inner_reach", "Instances that the internet reaches, the one that reaches most inside first", Host(), Exposed())
        {
            Shown = ["instance_id", "name", "environment", "ports", "sensor", "reach_1", "reach_3", "databases"], Values = ["environment"], Except = NoSensor(),
        },
        new("network_without_flow_logs", "VPCs without flow logs", Vpc(), FlowLogs()) { Shown = ["vpc_id", "severity", "reason"] },
        new("incident", "Open incidents", Incident(), Listing())
        {
            Shown = ["incident_id", "title", "severity", "actor", "accounts", "hits", "opened_at"], Always = [new("state", "open")], Values = ["severity"],
            HasAccount = false, HasRegion = false, Except = Closed(),
        },
        new("incident", "Closed incidents", Incident(), Listing(), Closed())
        {
            Shown = ["incident_id", "title", "severity", "actor", "accounts", "hits", "closed_at"], Always = [new("state", "closed")], Values = ["severity"],
            HasAccount = false, HasRegion = false,
        },
        new("outside_trust", "Roles that an account outside may assume without an external id", Role(), Outside(), ExternalId())
        {
            Shown = ["role_arn", "kind", "severity", "reason"], Always = [new("kind", "iam.role_trust_external_id")], HasRegion = false,
        },
        new("outside_trust", "Roles that trust somebody outside too easily", Role(), Outside()) { Shown = ["role_arn", "kind", "severity", "reason"], HasRegion = false },
        new("access_key", "Active access keys older than 90 days", AccessKey(), Old())
        {
            Shown = ["access_key_id", "user_name", "age_days", "last_used_at", "days_idle"], Values = ["user_name"], HasRegion = false,
        },
        new("attack_path_to_administrator", "Users and roles that can make themselves an administrator", Principal(), Escalate())
        {
            Shown = ["name", "kind", "arn", "paths", "severity"], Values = ["kind"], HasRegion = false,
        },
        new("active_threat_on_live_host", "Threats not dealt with on instances that run", Host(), Threat())
        {
            Shown = ["instance_id", "name", "vendor", "threat", "severity", "status", "last_seen_at"], Values = ["vendor", "role", "environment"],
        },
        new("host_patching", "Hosts with weaknesses to mend", Host(), Unpatched())
        {
            Answer = "no", Shown = ["instance_id", "name", "role", "critical", "high", "fixable", "exploited"], Values = ["role", "environment"], Except = NoSensor(),
        },
        new("dangling_name", "Names that lead to something of ours that is gone", Named(), Dangling())
        {
            Shown = ["name", "type", "leads_to", "kind", "is_proxied"], Values = ["kind"], HasRegion = false,
        },
        new("unencrypted_database_behind_name", "Names behind which an unencrypted database answers", Database(), NotEncrypted(), Named())
        {
            Shown = ["name", "via", "host_id", "database", "engine", "is_public"], Values = ["via"],
        },
        new("unwatched_trail", "Trails that do not record, vouch for or deliver all", Trail(), NotWhole()) { Shown = ["resource", "kind", "severity", "reason"] },
    ];

    public static ListRule Of(IntentList list) => All.First(rule => rule.View == list.View && rule.Always.All(list.Filters.Contains));

    private const RegexOptions Any = RegexOptions.IgnoreCase;

    [GeneratedRegex(@"\b(hosts?|instances?|machines?|servers?|boxes|ec2|vms?|nodes?|workloads?)\b", Any)]
    private static partial Regex Host();

    [GeneratedRegex(@"\b(no|without|lacks?|lacking|missing|miss|not|dead|silent|never had|doesn['’]t|don['’]t|isn['’]t|aren['’]t|hasn['’]t|haven['’]t)\b[^.?!]{0,40}\b(sensors?|falcon|edr|agents?|crowdstrike|protection|protected|covered)\b|\b(unprotected|unmanaged|uncovered|sensorless)\b|\bsensors? (is |are )?(missing|silent|dead|not (working|alive|running|reporting))\b", Any)]
    private static partial Regex NoSensor();

    [GeneratedRegex(@"\b(high|critical|severe)\b[^.?!]{0,30}\b(findings?|vulnerabilit\w+|cves?|weakness\w*|issues?)\b|\b(inspector|vulnerab\w+|cves?)\b", Any)]
    private static partial Regex Severe();

    [GeneratedRegex(@"\b(admins?|administrators?|administrator\w*|privileged (users?|accounts?|identities|roles?)|full (access|privileges))\b", Any)]
    private static partial Regex Admin();

    [GeneratedRegex(@"\b(dormant|inactive|stale|idle|unused|asleep|abandoned|forgotten)\b|\b(not|haven['’]t|hasn['’]t|have not|has not|never|didn['’]t|did not|nobody|no longer)\b[^.?!]{0,40}\b(log(ged)?[- ]?in|sign(ed)?[- ]?in|used?|active|been seen|seen|done anything|do anything|touched)\b|\bwithout (a )?(login|sign-in|activity|use)\b|\blast (used|seen|active|logged)\b[^.?!]{0,30}\b(ago|before)\b", Any)]
    private static partial Regex Dormant();

    [GeneratedRegex(@"\b(no|not|without|lacks?|lacking|missing|miss|disabled|doesn['’]t|don['’]t|haven['’]t|hasn['’]t|off|skip\w*)\b[^.?!]{0,40}\b(mfa|multi-?factor|two-?factor|2fa|second factor)\b|\b(mfa|multi-?factor|two-?factor|2fa|second factor)\b[^.?!]{0,20}\b(missing|off|disabled|not (on|enabled|set))\b|\bpassword[- ]only\b", Any)]
    private static partial Regex NoMfa();

    [GeneratedRegex(@"\b(s3|buckets?)\b", Any)]
    private static partial Regex Bucket();

    [GeneratedRegex(@"\b(public(ly)?|open to|exposed|world[- ]readable|readable by (everyone|everybody|anyone|anybody|all)|everyone|everybody|anyone|anybody|internet|whole world|opened? up)\b", Any)]
    private static partial Regex Public();

    [GeneratedRegex(@"\b(were|was|at any time|ever|been|used to)\b|\b(last|past) \d+ days\b|\blast month\b", Any)]
    private static partial Regex Past();

    [GeneratedRegex(@"\b(un-?encrypted|not encrypted|without encryption|no encryption|aren['’]t encrypted|isn['’]t encrypted|lacks? encryption|missing encryption|plaintext|in (the )?clear|encryption (is )?(off|disabled|missing))\b", Any)]
    private static partial Regex NotEncrypted();

    [GeneratedRegex(@"\b(databases?|rds|aurora|mysql|postgres\w*|dbs?|db instances?)\b", Any)]
    private static partial Regex Database();

    [GeneratedRegex(@"\b(snapshots?|backups?|copies)\b", Any)]
    private static partial Regex Snapshot();

    [GeneratedRegex(@"\b(ebs|volumes?|disks?)\b", Any)]
    private static partial Regex Volume();

    [GeneratedRegex(@"\b(security groups?|firewall rules?|ingress( rules?)?|inbound rules?|sgs?)\b", Any)]
    private static partial Regex Group();

    [GeneratedRegex(@"\b(0\.0\.0\.0/0|::/0|whole (internet|world)|internet|world|anywhere|anyone|anybody|everyone|everybody|open|wide[- ]open|public)\b", Any)]
    private static partial Regex OpenToAll();

    [GeneratedRegex(@"\b(exposed|internet[- ](facing|exposed)|reachable|reach(ed|es)?|public(ly)?|from (the )?(internet|outside)|face the internet|open to the (internet|world))\b", Any)]
    private static partial Regex Exposed();

    [GeneratedRegex(@"\b(vpcs?|networks?|subnets?)\b", Any)]
    private static partial Regex Vpc();

    [GeneratedRegex(@"\bflow[- ]?logs?\b", Any)]
    private static partial Regex FlowLogs();

    [GeneratedRegex(@"\bincidents?\b", Any)]
    private static partial Regex Incident();

    [GeneratedRegex(@"\b(open|closed|list|which|how many|what|any|all|number of|show|current|ongoing|unresolved|count|are there)\b", Any)]
    private static partial Regex Listing();

    [GeneratedRegex(@"\b(closed|resolved|finished|done)\b", Any)]
    private static partial Regex Closed();

    [GeneratedRegex(@"\b(roles?|trust( polic(y|ies))?|vendors?|third[- ]part(y|ies))\b", Any)]
    private static partial Regex Role();

    [GeneratedRegex(@"\b(outside|external id|external(ly)?|third[- ]part(y|ies)|vendors?|foreign|cross[- ]account|other (accounts?|organi[sz]ations?|compan(y|ies))|strangers?)\b", Any)]
    private static partial Regex Outside();

    [GeneratedRegex(@"\bexternal[- ]ids?\b", Any)]
    private static partial Regex ExternalId();

    [GeneratedRegex(@"\b(access )?keys?\b", Any)]
    private static partial Regex AccessKey();

    [GeneratedRegex(@"\b(old(er)?|oldest|aged?|stale|not rotated|unrotated|rotation|rotated?|overdue|90 days)\b", Any)]
    private static partial Regex Old();

    [GeneratedRegex(@"\b(who|users?|roles?|principals?|identit(y|ies)|anyone|anybody|paths?)\b", Any)]
    private static partial Regex Principal();

    [GeneratedRegex(@"\b(escalat\w+|become (an )?admin\w*|make (themselves|itself|himself|herself) (an )?admin\w*|paths? to (an )?admin\w*|turn into (an )?admin\w*|gain admin\w*)\b", Any)]
    private static partial Regex Escalate();

    [GeneratedRegex(@"\b(threats?|guardduty|malware|crypto ?min\w+|under attack|attacked|compromis\w+|detections?|alerts?)\b", Any)]
    private static partial Regex Threat();

    [GeneratedRegex(@"\b(un-?patched|patch\w*|vulnerab\w+|cves?|inspector|weakness\w*)\b", Any)]
    private static partial Regex Unpatched();

    [GeneratedRegex(@"\b(dns|names?|domains?|subdomains?|records?|hostnames?|cnames?|cloudflare|zones?)\b", Any)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(dangling|takeovers?|taken over|gone|lead(s|ing)? to nothing|point(s|ing)? (to|at) nothing|no longer (there|exists?)|orphan(ed)?)\b", Any)]
    private static partial Regex Dangling();

    [GeneratedRegex(@"\b(trails?|cloudtrail)\b", Any)]
    private static partial Regex Trail();

    [GeneratedRegex(@"\b(not|stopped|missing|gaps?|incomplete|without|isn['’]t|aren['’]t|don['’]t|doesn['’]t|off|disabled|unvalidated|whole)\b", Any)]
    private static partial Regex NotWhole();
}

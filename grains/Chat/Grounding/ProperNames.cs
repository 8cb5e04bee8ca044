using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>Finds names of people, companies and things in prose by their capitals: another tenant's name is no id, and must not be said.</summary>
internal static partial class ProperNames
{
    // What anybody who writes of AWS, of security and of time may write with a capital.
    private static readonly FrozenSet<string> Common = (
        "AWS Amazon Raposa CrowdStrike Falcon Cloudflare Okta Google GitHub Terraform Kubernetes Docker Linux Windows Ubuntu Debian PostgreSQL MySQL "
        + "Aurora Redis OpenSearch Elasticsearch Jenkins Apache Nginx Log4j Log4Shell Internet Web Bedrock Lambda Inspector GuardDuty Macie Detective "
        + "Organizations CloudTrail CloudWatch CloudFront CloudFormation Config Route Secrets Manager Systems Session Key Management Service Cost "
        + "Explorer Trusted Advisor Security Hub Identity Center Access Analyzer Standard Foundations Benchmark Cost Savings Plans Reserved Instances "
        + "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November "
        + "December I UTC Tor Elastic Container Registry Block Store Simple Storage Notification Queue Compute Cloud Virtual Private Network Firewall "
        + "Load Balancer Balancing Application Gateway Transit Direct Connect Shield Glue Athena Redshift DynamoDB Kinesis Fargate SageMaker Critical "
        + "High Medium Low Informational Sigma MITRE English Finance Engineering Platform Operations Legal").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names within a sentence. Its first word counts only where a second capital or a possessive follows.</summary>
    public static IEnumerable<string> In(string sentence)
    {
        var isFirst = true;
        foreach (Match match in Capitalized().Matches(sentence))
        {
            var name = match.Groups["name"].Value;
            var begins = isFirst && sentence[..match.Index].All(letter => !char.IsLetterOrDigit(letter));
            isFirst = false;
            var words = name.Split(' ');
            if (begins && words.Length == 1 && !GoesOnWithName(sentence[(match.Index + match.Length)..]) && !match.Value.EndsWith("'s", StringComparison.Ordinal) && !match.Value.EndsWith("’s", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var word in words.Skip(begins && words.Length > 1 && IsOrdinary(words[0]) ? 1 : 0).Where(word => !IsOrdinary(word)))
            {
                yield return word;
            }
        }
    }

    private static bool GoesOnWithName(string rest) => rest.StartsWith(" and ", StringComparison.Ordinal) && rest.Length > 5 && char.IsUpper(rest[5]);

    // An acronym is a term of the trade far more often than a name: EC2, MFA, IMDSv2.
    private static bool IsOrdinary(string word) =>
        Common.Contains(word) || (word.Length > 1 && char.IsUpper(word[0]) && (char.IsUpper(word[1]) || char.IsDigit(word[1]))) || Openers.Contains(word);

    private static readonly FrozenSet<string> Openers = (
        "The This That These Those A An In On At Of For From With Without It Its They There Here If When While Because Since After Before And But Or "
        + "Both Each Every All Some Most No None Not Your Our Their His Her First Second Third Then Next Finally Also However Therefore Rotate Remove "
        + "Disable Enable Delete Close Start Fix Review Check Restrict Revoke Require Use Set Add Ask Move Turn Block Make Replace Limit As To By User "
        + "Users Role Roles Bucket Buckets Host Hosts Instance Instances Account Accounts Finding Findings Evidence Who What Which Where Why How One Two "
        + "Three Four Five Six Seven Eight Nine Ten").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<![\w./@:-])(?<name>[A-Z][\p{L}\d]*( [A-Z][\p{L}\d]*)*)('s|’s)?(?![\w/@-]|\.\w)")]
    private static partial Regex Capitalized();
}

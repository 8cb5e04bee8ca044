using Raposa.Incidents;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailBucketRetention
{
    private const int Year = 365;

    public static readonly Check Check = new()
    {
        Id = "cloudtrail.bucket_retention",
        Title = "The bucket of a trail keeps log files for a year.",
        Severity = Severity.Medium,
        Risk = "An intruder is often found after months, and what was done by then can no longer be read.",
        Remediation = "Let lifecycle rules that reach the trail's log files expire them after 365 days or later; move them to colder storage before.",
        Owner = "Whoever looks after the logs.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudtrail_trail",
        Reads =
        [
            "aws_cloudtrail_trail.S3BucketName", "aws_cloudtrail_trail.S3KeyPrefix", "aws_s3_bucket.GetBucketLifecycleConfiguration.Rules",
            "aws_s3_bucket.GetBucketLifecycleConfiguration.Rules[].*",
        ],
        Controls = [.. LogRetention],
        Judge = look =>
        {
            var logs = LogsOf(look);
            return (!TrailCoverage.Bucket(look)["GetBucketLifecycleConfiguration"]["Rules"]
                    .Any(rule => rule["Status"].Is("Enabled") & rule["Expiration"].OrUnset()["Days"].OrUnset().AtMost(Year - 1) & Reaches(rule, logs)))
                .Judge("No rule ends its log files within a year.", "A lifecycle rule ends its log files before a year is over.");
        },
    };

    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
    private static string LogsOf(Look look) => look["S3KeyPrefix"].OrUnset().Text is { Length: > 0 } prefix ? $"{prefix}/AWSLogs/" : "AWSLogs/";

    // A rule has its prefix in a filter, there alone or beside tags and sizes, or, as of old, for itself.
    private static Answer Reaches(FieldValue rule, string logs)
    {
        var filter = rule["Filter"].OrUnset();
        return !(IsElsewhere(filter["Prefix"]) | IsElsewhere(filter["And"].OrUnset()["Prefix"]) | IsElsewhere(rule["Prefix"]));

        Answer IsElsewhere(FieldValue prefix) => prefix.OrUnset()
            .Matches(text => !logs.StartsWith(text, StringComparison.Ordinal) && !text.StartsWith(logs, StringComparison.Ordinal));
    }
}

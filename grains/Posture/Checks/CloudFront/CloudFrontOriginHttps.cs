using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudFrontOriginHttps
{
    public static readonly Check Check = new()
    {
        Id = "cloudfront.origin_https",
        Title = "A distribution fetches from its origins by TLS.",
        Severity = Severity.Medium,
        Risk = "Between the edge and the origin everything goes in the clear.",
        Remediation = "Set the origin protocol policy to https-only.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudfront_distribution",
        Reads = ["aws_cloudfront_distribution.Origins.Items", "aws_cloudfront_distribution.Origins.Items[].*"],
        Controls = [.. EncryptionInTransit],
        Judge = look => look["Origins.Items"].All(origin => origin["DomainName"].Matches(name => name.Contains(".s3.", StringComparison.Ordinal) || name.Contains(".s3-", StringComparison.Ordinal))
                | origin["CustomOriginConfig.OriginProtocolPolicy"].Is("https-only"))
            .Judge("It fetches by TLS.", "It fetches from an origin in the clear."),
    };
}

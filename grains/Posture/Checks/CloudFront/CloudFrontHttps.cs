using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudFrontHttps
{
    public static readonly Check Check = new()
    {
        Id = "cloudfront.https",
        Title = "A distribution serves by HTTPS.",
        Severity = Severity.Medium,
        Risk = "Whoever is on the way reads and changes what goes in the clear.",
        Remediation = "Set the viewer protocol policy to redirect-to-https.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudfront_distribution",
        Reads =
        [
            "aws_cloudfront_distribution.DefaultCacheBehavior.ViewerProtocolPolicy",
            "aws_cloudfront_distribution.CacheBehaviors.Items",
            "aws_cloudfront_distribution.CacheBehaviors.Quantity",
            "aws_cloudfront_distribution.CacheBehaviors.Items[].ViewerProtocolPolicy",
        ],
        Controls = [.. EncryptionInTransit],
        Judge = look => (look["DefaultCacheBehavior.ViewerProtocolPolicy"].Is("https-only", "redirect-to-https")
                & (look["CacheBehaviors.Quantity"].AtMost(0) | look["CacheBehaviors.Items"].All(behavior => behavior["ViewerProtocolPolicy"].Is("https-only", "redirect-to-https"))))
            .Judge("It serves by HTTPS.", "It serves in the clear too."),
    };
}

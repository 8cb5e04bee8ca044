using Raposa.DemoWorld.Aws.Models;
using Raposa.DemoWorld.Aws.Signing;
using Raposa.DemoWorld.Faults;

namespace Raposa.DemoWorld.Aws;

/// <summary>Refusals on demand, in the words of the service that is asked.</summary>
internal static class AwsFaults
{
    /// <exception cref="AwsErrorException">One of them is a refusal.</exception>
    public static void Refuse(IEnumerable<Fault> faults, Operation operation, CredentialScope? scope, string caller)
    {
        foreach (var fault in faults)
        {
            switch (fault.Kind)
            {
                case FaultKind.Throttle:
                    throw Throttled(operation.Service);
                case FaultKind.Error:
                    throw operation.Service.Protocol is "ec2" or "query"
                        ? new AwsErrorException(503, "ServiceUnavailable", "The service is unavailable. Please try again shortly.")
                        : new AwsErrorException(500, operation.Service.Name == "s3" ? "InternalError" : "InternalServerError", "We encountered an internal error. Please try again.");
                case FaultKind.Expired when scope is not null:
                    throw SignatureCheck.Expired(scope);
                case FaultKind.Deny:
                    throw Denied(operation, caller);
                default:
                    break;
            }
        }
    }

    public static AwsErrorException Throttled(ServiceModel service) => (service.Name, service.Protocol) switch
    {
        ("s3", _) => new(503, "SlowDown", "Please reduce your request rate."),
        (_, "ec2") => new(503, "RequestLimitExceeded", "Request limit exceeded."),
        (_, "query") => new(400, "Throttling", "Rate exceeded"),
        ("ce", _) => new(400, "LimitExceededException", "Rate limit exceeded"),
        (_, "rest-json") => new(429, "TooManyRequestsException", "Too Many Requests"),
        ("route53" or "cloudfront", _) => new(400, "Throttling", "Rate exceeded"),
        _ => new(400, "ThrottlingException", "Rate exceeded"),
    };

    public static AwsErrorException Denied(Operation operation, string caller) => operation.Service.Name switch
    {
        "ec2" => new(403, "UnauthorizedOperation", $"You are not authorized to perform this operation. User: {caller} is not authorized to perform: {operation.Action} because no identity-based policy allows the {operation.Action} action"),
        "s3" or "iam" or "rds" or "elb" or "elbv2" or "sts" or "cloudfront" or "route53" or "s3control" =>
            new(403, "AccessDenied", $"User: {caller} is not authorized to perform: {operation.Action} because no identity-based policy allows the {operation.Action} action"),
        _ => new(operation.Service.Protocol == "rest-json" ? 403 : 400, "AccessDeniedException", $"User: {caller} is not authorized to perform: {operation.Action} because no identity-based policy allows the {operation.Action} action"),
    };
}

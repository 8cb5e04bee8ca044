using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Models;
using Raposa.DemoWorld.Aws.Protocols;
using Raposa.DemoWorld.Aws.Signing;

namespace Raposa.DemoWorld.Aws;

/// <summary>
/// Finds which operation of which service a request means: by the scope of its signature where there is one, then by
/// <c>Action</c>, <c>X-Amz-Target</c>, or method and path. So one address serves all services, as with
/// <c>AWS_ENDPOINT_URL</c>.
/// </summary>
internal static class AwsRouter
{
    /// <exception cref="AwsErrorException">There is no such operation.</exception>
    public static (Operation Operation, JsonObject Parameters) Route(AwsRequest request, CredentialScope? scope)
    {
        if (request.Form.TryGetValue("Action", out var action))
        {
            var service = QueryService(request, scope);
            var operation = service.Operations.GetValueOrDefault(action.ToString())
                ?? throw new AwsErrorException(400, "InvalidAction", $"The action {action} is not valid for this web service.");
            return (operation, new FormInput(service, request.Form).Read(operation));
        }

        if (request.Headers.TryGetValue("X-Amz-Target", out var target))
        {
            return JsonOperation(request, target.ToString());
        }

        if (scope is null)
        {
            throw new AwsErrorException(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        return RestOperation(request, scope);
    }

    private static ServiceModel QueryService(AwsRequest request, CredentialScope? scope)
    {
        // Only STS takes unsigned calls; the two generations of load balancers share a name and differ by version.
        var version = request.Form.GetValueOrDefault("Version").ToString();
        var signing = scope?.Service ?? "sts";
        return ModelCatalog.All.FirstOrDefault(model => model.SigningName == signing && model.ApiVersion == version)
            ?? throw new AwsErrorException(400, "NoSuchVersion", $"The requested version ({version}) of service {signing} does not exist.");
    }

    private static (Operation, JsonObject) JsonOperation(AwsRequest request, string target)
    {
        var dot = target.LastIndexOf('.');
        var service = ModelCatalog.All.FirstOrDefault(model => dot > 0 && model.TargetPrefix == target[..dot]);
        return service?.Operations.GetValueOrDefault(target[(dot + 1)..]) is { } operation
            ? (operation, RestInput.Json(request.Body))
            : throw new AwsErrorException(400, "UnknownOperationException", $"The operation {target} is unknown.");
    }

    private static (Operation, JsonObject) RestOperation(AwsRequest request, CredentialScope scope)
    {
        var candidates = ModelCatalog.All.Where(model =>
            model.SigningName == scope.Service && model.Protocol.StartsWith("rest-", StringComparison.Ordinal)).ToList();
        // S3 Control has S3's signing name and paths that no bucket can have.
        var isControl = request.RawPath.StartsWith("/v20180820/", StringComparison.Ordinal);
        var matches = candidates.Where(model => model.Name == "s3control" == isControl)
            .SelectMany(model => model.Operations.Values)
            .Select(operation => (Operation: operation, Match: UriTemplate.Of(operation).Match(request.Method, request.RawPath, request.Query)))
            .Where(found => found.Match is not null)
            .OrderByDescending(found => found.Match!.Specificity)
            .ToList();
        return matches is [var best, ..]
            ? (best.Operation, RestInput.Read(best.Operation, best.Match!.Labels, request))
            : throw new AwsErrorException(404, "UnknownOperationException", $"No operation of {scope.Service} is at {request.Method} {request.RawPath}.");
    }
}

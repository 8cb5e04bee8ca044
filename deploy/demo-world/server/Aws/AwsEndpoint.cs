using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Models;
using Raposa.DemoWorld.Aws.Protocols;
using Raposa.DemoWorld.Aws.Signing;
using Raposa.DemoWorld.Aws.Sts;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Faults;

namespace Raposa.DemoWorld.Aws;

/// <summary>All of AWS at one address: who asks, may they, what for, and the answer in the protocol of the service.</summary>
internal sealed partial class AwsEndpoint(
    CompanyEstate company, Moments moments, WorldClock clock, SignatureCheck signatures, StsService sts, RoleDirectory roles, FaultPlan faults,
    ILogger<AwsEndpoint> logger)
{
    private const string HomeOfGlobals = "us-east-1";

    private static readonly HashSet<string> Globals = ["iam", "route53", "cloudfront", "ce", "organizations", "wafv2"];

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = Guid.NewGuid().ToString();
        Operation? operation = null;
        CredentialScope? scope = null;
        IReadOnlyList<Fault> struck = [];
        WireAnswer answer;
        try
        {
            var request = await AwsRequest.ReadAsync(context);
            scope = CredentialScope.Parse(request.Headers.Authorization);
            (operation, var parameters) = AwsRouter.Route(request, scope);
            var caller = Authenticate(operation, request, scope);
            var position = operation.Service.Name == "sts" ? new(0, null, 1) : Paging.Position(operation, parameters);
            struck = faults.Strike(new(
                operation.Service.Name, operation.Name, caller?.Account, scope?.Region, position.Page, $"{caller?.Account}/{scope?.Region}/{operation}/{Fingerprint(parameters, position)}"));
            if (await FaultyWire.DelayAsync(context, struck))
            {
                return;
            }

            AwsFaults.Refuse(struck, operation, scope, caller?.Arn ?? "anonymous");
            var output = Answer(operation, parameters, caller, scope, position);
            DocumentFaults.Apply(struck, output);
            answer = operation is { Service.Name: "s3", Name: "GetObject" } ? ObjectAnswer.Of(output, requestId) : WireAnswer.Of(operation, output, requestId);
        }
        catch (AwsErrorException refused)
        {
            answer = ErrorAnswer.Of(operation?.Service ?? ServiceOf(scope), refused, requestId);
            LogRefused(logger, operation?.Name ?? "", refused.Code, refused.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await FaultyWire.SendAsync(context, struck, answer.Body);
    }

    private AwsSession? Authenticate(Operation operation, AwsRequest request, CredentialScope? scope)
    {
        if (operation is { Service.Name: "sts", Name: "AssumeRoleWithWebIdentity" })
        {
            return null;
        }

        if (scope is null)
        {
            throw new AwsErrorException(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        var session = signatures.Check(request, scope);
        if (scope.Region != HomeOfGlobals && operation.Service.Name != "sts" && !company.Regions.Any(region => region.Name == scope.Region))
        {
            throw SignatureCheck.Unknown(scope);
        }

        // The one thing that needs no permission is to ask who one is.
        return operation is { Service.Name: "sts" } || (roles.Find($"arn:aws:iam::{session.Account}:role/{session.Role}")?.Allows(operation.Action) ?? false)
            ? session
            : throw AwsFaults.Denied(operation, session.Arn);
    }

    private JsonObject Answer(Operation operation, JsonObject parameters, AwsSession? caller, CredentialScope? scope, PagePosition position)
    {
        if (operation.Service.Name == "sts")
        {
            return operation.Name switch
            {
                "AssumeRoleWithWebIdentity" => sts.AssumeRoleWithWebIdentity(parameters),
                "AssumeRole" => sts.AssumeRole(caller!, parameters),
                _ => StsService.GetCallerIdentity(caller!),
            };
        }

        Require(operation, parameters);
        var account = company.Account(caller!.Account) ?? throw AwsFaults.Denied(operation, caller.Arn);
        var read = EstateOperations.Find(operation.Service.Name, operation.Name)
            ?? throw new AwsErrorException(501, "NotImplemented", $"This world does not answer {operation}.");
        var region = Globals.Contains(operation.Service.Name) && account.Region(scope!.Region) is null ? company.Regions[0].Name : scope!.Region;
        if (account.Region(region) is null)
        {
            throw SignatureCheck.Unknown(scope);
        }

        var moment = moments.At(position.Moment ?? clock.Now);
        var answer = read(new(moment, account, region, parameters) { Foreign = ForeignRoles(account) });
        return answer switch
        {
            ListAnswer list => Paging.Page(operation, Filtering.Apply(operation.Name, parameters, list), parameters, position, moment.At),
            DocumentAnswer document => document.Document,
            _ => throw new InvalidOperationException($"{operation} answered with {answer.GetType()}."),
        };
    }

    private List<Estate.Identity.ForeignRole> ForeignRoles(AccountEstate account) =>
    [
        .. roles.All.Where(role => role.Account == account.Id)
            .Select(role => new Estate.Identity.ForeignRole(role.Name, role.TrustedPrincipal ?? account.Id, role.ExternalId, role.DeployedAt)),
    ];

    private static void Require(Operation operation, JsonObject parameters)
    {
        foreach (var name in operation.Input?.Required ?? [])
        {
            if (parameters[name] is null)
            {
                throw operation.Service.Protocol is "ec2" or "query"
                    ? new(400, "MissingParameter", $"The request must contain the parameter {name}")
                    : new AwsErrorException(400, "ValidationException", $"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null");
            }
        }
    }

    private static ServiceModel? ServiceOf(CredentialScope? scope) => ModelCatalog.All.FirstOrDefault(model => model.SigningName == scope?.Service);

    // A token says where in time a listing began, which is another each time it is read: only the place counts.
    private static string Fingerprint(JsonObject parameters, PagePosition position)
    {
        var same = parameters.DeepClone().AsObject();
        foreach (var name in position.Moment is null ? [] : (string[])["NextToken", "nextToken", "Marker", "NextPageToken", "ContinuationToken"])
        {
            same.Remove(name);
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{same.ToJsonString()}@{position.Offset}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Operation} was refused: {Code}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string operation, string code, string reason);
}

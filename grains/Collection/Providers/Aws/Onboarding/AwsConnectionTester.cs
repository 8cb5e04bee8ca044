using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>Tries the connection of an AWS account: its role as the platform would assume it, and as nobody may.</summary>
internal sealed class AwsConnectionTester(
    IAwsClient client, IAwsConnections connections, AwsSessions sessions, RoleProbe probe, TimeProvider time) : IConnectionTester
{
    public Provider Provider => Provider.Aws;

    public async Task<ConnectionTest> TryAsync(
        AccountKey account, AccountConnection connection, string? secret, CancellationToken cancellationToken)
    {
        // Whatever was known before: the role may have been changed a moment ago.
        sessions.Forget(account);
        try
        {
            var entered = await connections.FindAsync(account, cancellationToken);
            if (entered is { Identity: AwsIdentity.Workload } && await ObjectionAsync(account, entered, cancellationToken) is { } objection)
            {
                return new(time.GetUtcNow(), null, objection);
            }

            var answer = await CallAsync(account, "sts", "GetCallerIdentity", [], entered?.HomeRegion, cancellationToken);
            return answer.Output["Account"]?.ToString() == account.AccountId
                ? new(time.GetUtcNow(), answer.Output["Arn"]?.ToString(), null)
                : new(time.GetUtcNow(), null, Failure("OtherAccount", $"The role is in account {answer.Output["Account"]}, not in {account.AccountId}."));
        }
        catch (SourceReadException refused)
        {
            return new(time.GetUtcNow(), null, refused.Failure);
        }
    }

    public async Task<ImmutableArray<string>> GetRegionsAsync(AccountKey account, CancellationToken cancellationToken)
    {
        var home = (await connections.FindAsync(account, cancellationToken))?.HomeRegion;

        // Without AllRegions: those that the account has, and no other.
        var answer = await CallAsync(account, "ec2", "DescribeRegions", [], home, cancellationToken);
        return
        [
            .. (answer.Output["Regions"] as JsonArray ?? [])
                .Select(region => region?["RegionName"]?.ToString()).OfType<string>().Order(StringComparer.Ordinal),
        ];
    }

    private async Task<RunFailure?> ObjectionAsync(AccountKey account, AwsConnection entered, CancellationToken cancellationToken)
    {
        var result = await probe.TryAsync(account, entered.RoleArn, entered.ExternalId, entered.HomeRegion, cancellationToken);
        return result.Verdict switch
        {
            RoleProbeVerdict.Accepted => null,
            RoleProbeVerdict.AcceptsWithoutExternalId => Failure(
                "ExternalIdNotRequired",
                $"{entered.RoleArn} can be assumed without its external id, so whoever names it could have it read: its trust policy must ask for the id."),
            _ => result.Failure,
        };
    }

    private Task<AwsAnswer> CallAsync(
        AccountKey account, string service, string operation, JsonObject parameters, string? region, CancellationToken cancellationToken) =>
        client.CallAsync(new(account, service, operation, parameters, region ?? "us-east-1"), cancellationToken);

    private static RunFailure Failure(string code, string message) => new(FailureKind.Denied, "sts:AssumeRole", code, message);
}

using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Raposa.Accounts.Onboarding;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <inheritdoc cref="IAwsAccountGrain"/>
internal sealed class AwsAccountGrain(
    AccountParts parts, IAwsRole role, RandomNumberGenerator random, ILogger<AwsAccountGrain> logger)
    : AccountGrain(parts, logger), IAwsAccountGrain
{
    protected override Provider Provider => Provider.Aws;

    public async Task<ConnectAnswer> Connect(ConnectAws request)
    {
        if (Refuse() is { } refused)
        {
            return refused;
        }

        if (AwsRequest.Objection(Key.AccountId, request) is { } objection)
        {
            return new(null, null, ConnectionRefusal.Invalid, objection);
        }

        if (await GrainFactory.GetGrain<IAccountClaimGrain>(Key.AccountId).GetOwner() != Key.Organization)
        {
            return new(null, null, ConnectionRefusal.NotClaimed, $"Claim account {Key.AccountId} first: POST /v1/accounts.");
        }

        var trusted = await role.GetPrincipalAsync(CancellationToken.None);
        var known = Connection ?? NewConnection();
        var connection = known with
        {
            State = known.IsConnected ? ConnectionState.Connected : ConnectionState.Pending,
            RoleArn = request.RoleArn ?? AwsRequest.DefaultRoleArn(Key.AccountId),
            ExternalId = known.ExternalId ?? NewExternalId(),
            Regions = request.Regions.IsEmpty ? known.Regions : request.Regions,
            FollowsEnabledRegions = request.Regions.IsEmpty,
        };
        await Keep(new(connection, null));
        return new(connection, null, null, null) { Onboarding = AwsTemplates.Of(connection.RoleArn, connection.ExternalId, trusted, role.Policy) };
    }

    /// <summary>Whoever let us into the account by a role with our external id may arrange roles there.</summary>
    protected override Task WhenConnected() => GrainFactory.GetGrain<IAccountClaimGrain>(Key.AccountId).Prove();

    private string NewExternalId()
    {
        var bytes = new byte[16];
        random.GetBytes(bytes);
        return $"raposa-{Convert.ToHexStringLower(bytes)}";
    }
}

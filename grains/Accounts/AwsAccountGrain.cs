using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Raposa.Accounts.Onboarding;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <inheritdoc cref="IAwsAccountGrain"/>
internal sealed class AwsAccountGrain(
    AccountParts parts, IAwsRole role, IWebIdentityTokenSource tokens, RandomNumberGenerator random, ILogger<AwsAccountGrain> logger)
    : AccountGrain(parts, logger), IAwsAccountGrain
{
    // Made once, also where two ask to connect at the same time.
    private string? _externalId;

    protected override Provider Provider => Provider.Aws;

    public async Task<ConnectAnswer> Connect(ConnectAws request)
    {
        if (Refuse() is { } refused)
        {
            return refused;
        }

        if (RoleRequest.Objection(Key.AccountId, request) is { } objection)
        {
            return new(null, null, ConnectionRefusal.Invalid, objection);
        }

        if (await GrainFactory.GetGrain<IAccountClaimGrain>(Key.AccountId).GetOwner() != Key.Organization)
        {
            return new(null, null, ConnectionRefusal.NotClaimed, $"Claim account {Key.AccountId} first: POST /v1/accounts.");
        }

        TokenClaims? token = null;
        if (request.Entry == AwsEntry.WebIdentity)
        {
            try
            {
                token = TokenClaims.Of(await tokens.GetTokenAsync(Key.Organization, CancellationToken.None));
            }
            catch (SourceReadException noToken)
            {
                return new(null, new(Now, null, noToken.Failure), null, null);
            }

            if (token is null)
            {
                return new(null, null, ConnectionRefusal.Invalid, "The identity provider's token names no issuer, audience and subject that a role could ask for.");
            }
        }

        var known = Connection ?? NewConnection();
        var connection = known with
        {
            State = known.IsConnected ? ConnectionState.Connected : ConnectionState.Pending,
            RoleArn = request.RoleArn ?? RoleRequest.DefaultRoleArn(Key.AccountId),
            ExternalId = known.ExternalId ?? (_externalId ??= NewExternalId()),
            Regions = request.Regions.IsEmpty ? known.Regions : request.Regions,
            FollowsEnabledRegions = request.Regions.IsEmpty,
            Entry = request.Entry,
        };
        var onboarding = role.Describe(connection.RoleArn, connection.ExternalId, token, request.TrailBuckets);
        await Keep(new(connection, null));
        return new(connection, null, null, null) { Onboarding = onboarding };
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

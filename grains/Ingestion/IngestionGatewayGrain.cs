using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Raposa.Accounts;
using Raposa.Ingestion.Parsing;
using Raposa.Ingestion.Signatures;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <inheritdoc cref="IIngestionGatewayGrain"/>
[StatelessWorker, Reentrant]
internal sealed partial class IngestionGatewayGrain(
    IngestionStore store,
    IngestionOptions options,
    BytesInFlight inFlight,
    TimeProvider time,
    ILogger<IngestionGatewayGrain> logger) : Grain, IIngestionGatewayGrain
{
    private const int OwnersAskedAtOnce = 64;

    // An unknown key costs what a known one does.
    private static readonly ImmutableArray<byte[]> Decoy = [RandomNumberGenerator.GetBytes(32)];

    private OrganizationId Organization => OrganizationId.OfKey(this.GetPrimaryKeyString());

    public async Task<DeliveryAnswer> Accept(Delivery delivery)
    {
        var receivedAt = EventTime.InMicroseconds(time.GetUtcNow());
        try
        {
            return await RefuseUnlessAuthentic(delivery, receivedAt) is { } reason
                ? Refused(DeliveryRefusalKind.Unauthorized, reason)
                : await Take(delivery, receivedAt);
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            LogOutage(Organization, delivery.MessageId, failure);
            return Refused(DeliveryRefusalKind.Unavailable, "outage", Outage.Detail);
        }
    }

    private async Task<string?> RefuseUnlessAuthentic(Delivery delivery, DateTimeOffset now)
    {
        var credential = await GrainFactory.GetGrain<ICredentialGrain>($"{Organization}/{delivery.CredentialId}")
            .Authenticate(delivery.ApiKeyHash);
        var refusal = delivery.Channel == DeliveryChannel.Webhook
            ? StandardWebhook.Refuse(delivery, credential?.LiveSecrets ?? Decoy, now)
            : null;
        return credential is null ? "unknown-key" : refusal;
    }

    private async Task<DeliveryAnswer> Take(Delivery delivery, DateTimeOffset receivedAt)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(delivery.Body));
        if (delivery.Channel == DeliveryChannel.Webhook && await Earlier(delivery.Channel, delivery.MessageId!, sha256) is { } replayed)
        {
            return replayed;
        }

        if (MediaType.Refuse(delivery.ContentType) is { } unsupported)
        {
            return Refused(unsupported);
        }

        var (text, notInflated) = Inflation.Inflate(delivery.Body, delivery.ContentEncoding, options.Limits);
        if (text is null)
        {
            return Refused(notInflated!);
        }

        if (!inFlight.TryEnter(text.Length))
        {
            return Refused(DeliveryRefusalKind.Unavailable, "busy", "Too much is being taken in at this moment; send it again in a second.");
        }

        try
        {
            var (parsed, notParsed) = ParsedDelivery.Parse(text, receivedAt, options.Limits);
            return parsed is null ? Refused(notParsed!) : await Commit(delivery, parsed, text, sha256, receivedAt);
        }
        finally
        {
            inFlight.Leave(text.Length);
        }
    }

    private async Task<DeliveryAnswer> Commit(
        Delivery delivery, ParsedDelivery parsed, byte[] text, string sha256, DateTimeOffset receivedAt)
    {
        var messageId = delivery.MessageId;
        if (delivery.Channel == DeliveryChannel.EventBridge)
        {
            messageId = parsed.EventBridgeId;
            if (messageId is not { Length: <= StandardWebhook.LongestId })
            {
                return Refused(DeliveryRefusalKind.BadRequest, "not-eventbridge", "The body is not one EventBridge event with an id, a detail-type and a detail.");
            }

            if (await Earlier(delivery.Channel, messageId, sha256) is { } replayed)
            {
                return replayed;
            }
        }

        var owned = await AskWhose(parsed);
        return await GrainFactory.GetGrain<IIngestionGrain>(IngestionKey.Of(Organization, messageId!, options.Shards).ToString())
            .Commit(new()
            {
                BatchId = EventKey.OfBatch(Organization.Value, delivery.Channel, messageId!, sha256),
                MessageId = messageId!,
                Channel = delivery.Channel,
                Provenance = delivery.Channel == DeliveryChannel.Webhook ? Provenance.SignedBody : Provenance.AuthenticatedChannel,
                CredentialId = delivery.CredentialId,
                Sha256 = sha256,
                ReceivedAt = receivedAt,
                WireBytes = delivery.Body.Length,
                Compressed = Inflation.Deflate(delivery.Body),
                Text = text,
                Events = owned.Events,
                Rejections = owned.Rejections,
            });
    }

    private async Task<DeliveryAnswer?> Earlier(DeliveryChannel channel, string messageId, string sha256) =>
        await store.FindAsync(Organization, channel, messageId, CancellationToken.None) is { } earlier
            ? earlier.AnswerTo(sha256)
            : null;

    private async Task<ParsedDelivery> AskWhose(ParsedDelivery parsed)
    {
        var owners = new Dictionary<string, OrganizationId?>(StringComparer.Ordinal);
        foreach (var accounts in Ownership.AccountsOf(parsed).Chunk(OwnersAskedAtOnce))
        {
            var answers = await Task.WhenAll(accounts.Select(account => GrainFactory.GetGrain<IAccountClaimGrain>(account).GetOwner()));
            foreach (var (account, owner) in accounts.Zip(answers))
            {
                owners.Add(account, owner);
            }
        }

        var isAllClaimed = parsed.Events.All(one => one.AccountId is { } account && owners.GetValueOrDefault(account) is not null);
        return Ownership.Apply(parsed, Organization, owners, !isAllClaimed && await RejectsUnclaimed());
    }

    private async Task<bool> RejectsUnclaimed() =>
        await GrainFactory.GetGrain<IOrganizationGrain>(Organization.ToString()).Get() is { Settings.RejectsUnclaimedAccounts: true };

    private static DeliveryAnswer Refused(ParseRefusal refusal) => Refused(refusal.Kind, refusal.Reason, refusal.Detail);

    private static DeliveryAnswer Refused(DeliveryRefusalKind kind, string reason, string? detail = null) =>
        new(null, new() { Kind = kind, Reason = reason, Detail = detail });

    [LoggerMessage(LogLevel.Error, "{Organization}: message {MessageId} was not taken, its sender will repeat it")]
    private partial void LogOutage(OrganizationId organization, string? messageId, Exception failure);
}

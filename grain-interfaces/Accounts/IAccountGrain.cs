using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <summary>
/// One account of an organization, keyed by <see cref="AccountKey"/>: its connection, and when each of its sources is read.
/// It only starts work: paging runs in the collectors, so that a slow source delays nobody. What no interface of its own
/// says is the same for every provider; ask for a grain through <see cref="AccountGrains"/>.
/// </summary>
/// <remarks>
/// It keeps one reminder per source. A reminder is a hint: whatever ticks, everything that is overdue by the records is
/// started, and after a restart what fell due meanwhile is caught up with.
/// </remarks>
[Alias("raposa.account-grain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>The connection, or null if there never was one.</summary>
    [AlwaysInterleave, Alias("get-connection")]
    Task<AccountConnection?> GetConnection();

    /// <summary>
    /// Tries the connection now and keeps what came of it. The first time that it works its sources are planned and read.
    /// Null if there is none, or it was given up.
    /// </summary>
    [AlwaysInterleave, ResponseTimeout("00:01:00"), Alias("test")]
    Task<ConnectionTest?> Test();

    /// <summary>
    /// Gives it up: no source is read any more, runs in progress end, secrets are forgotten. What was read stays. False if
    /// there is no connection.
    /// </summary>
    [ResponseTimeout("00:01:00"), Alias("disconnect")]
    Task<bool> Disconnect();

    /// <summary>When each source is read, in the order of source and region. Empty while it is not connected.</summary>
    [AlwaysInterleave, Alias("get-schedule")]
    Task<ImmutableArray<SourceSchedule>> GetSchedule();

    /// <summary>
    /// Reads a source now, in one region or in all that are planned; where it is being read, that run is the answer.
    /// Empty if the account has no such source.
    /// </summary>
    [ResponseTimeout("00:01:00"), Alias("run-source")]
    Task<ImmutableArray<RunRecord>> RunSource(string source, string? region);

    /// <summary>
    /// An event says that these resources changed (none: the source as a whole). A burst is gathered into one run. A hint:
    /// if it is lost, the next poll sees the change.
    /// </summary>
    [OneWay, AlwaysInterleave, Alias("refresh")]
    Task Refresh(string source, string? region, ImmutableArray<string> keys);

    /// <summary>A collector says that its run has ended. Safe to repeat.</summary>
    [AlwaysInterleave, Alias("ended")]
    Task Ended(string source, string? region, CollectionRun run);

    /// <summary>Reads the organization's settings again and starts what is overdue.</summary>
    [Alias("sweep")]
    Task Sweep();
}

/// <summary>An AWS account. It must be claimed by the organization; a role that works proves the claim.</summary>
[Alias("raposa.aws-account-grain")]
public interface IAwsAccountGrain : IAccountGrain
{
    /// <summary>
    /// Prepares the connection and says what to set up in the account; <see cref="IAccountGrain.Test"/> then tries it.
    /// Repeating it changes role and regions; the external id stays.
    /// </summary>
    [AlwaysInterleave, ResponseTimeout("00:01:00"), Alias("connect")]
    Task<ConnectAnswer> Connect(ConnectAws request);
}

/// <summary>A Falcon customer (CID).</summary>
[Alias("raposa.falcon-account-grain")]
public interface IFalconAccountGrain : IAccountGrain
{
    /// <summary>Tries the API client and keeps it if it works. Repeating it replaces the client.</summary>
    [AlwaysInterleave, ResponseTimeout("00:01:00"), Alias("connect")]
    Task<ConnectAnswer> Connect(ConnectFalcon request);
}

/// <summary>A Cloudflare account.</summary>
[Alias("raposa.cloudflare-account-grain")]
public interface ICloudflareAccountGrain : IAccountGrain
{
    /// <summary>Tries the API token and keeps it if it works. Repeating it replaces the token.</summary>
    [AlwaysInterleave, ResponseTimeout("00:01:00"), Alias("connect")]
    Task<ConnectAnswer> Connect(ConnectCloudflare request);
}

/// <param name="RoleArn">The role to assume; null for the one that the templates make.</param>
/// <param name="Regions">The regions to read; empty for all that are enabled in the account.</param>
/// <param name="Entry">As whom the role is assumed.</param>
[GenerateSerializer, Immutable, Alias("raposa.connect-aws")]
public sealed record ConnectAws(
    [property: Id(0)] string? RoleArn,
    [property: Id(1)] ImmutableArray<string> Regions,
    [property: Id(2)] AwsEntry Entry = AwsEntry.Workload)
{
    /// <summary>
    /// The buckets to which the account's trails deliver: the only objects that the role may read. Without them CloudTrail's
    /// log files cannot be read or verified, and events are looked up instead.
    /// </summary>
    [Id(3)] public ImmutableArray<string> TrailBuckets { get; init; } = [];
}

/// <param name="ClientId">Of the API client.</param>
/// <param name="ClientSecret">Sealed before it is stored; no answer ever shows it.</param>
/// <param name="BaseUrl">The customer's cloud, such as <c>https://api.eu-1.crowdstrike.com</c>; null for US-1.</param>
[GenerateSerializer, Immutable, Alias("raposa.connect-falcon")]
public sealed record ConnectFalcon(
    [property: Id(0)] string ClientId, [property: Id(1)] string ClientSecret, [property: Id(2)] string? BaseUrl)
{
    /// <summary>Without the secret, wherever it is written.</summary>
    public override string ToString() => $"ConnectFalcon {{ ClientId = {ClientId}, BaseUrl = {BaseUrl} }}";
}

/// <param name="Token">Sealed before it is stored; no answer ever shows it.</param>
/// <param name="BaseUrl">Null for <c>https://api.cloudflare.com</c>.</param>
[GenerateSerializer, Immutable, Alias("raposa.connect-cloudflare")]
public sealed record ConnectCloudflare([property: Id(0)] string Token, [property: Id(1)] string? BaseUrl)
{
    /// <summary>Without the token, wherever it is written.</summary>
    public override string ToString() => $"ConnectCloudflare {{ BaseUrl = {BaseUrl} }}";
}

/// <summary>Finds the grain of an account by its provider.</summary>
public static class AccountGrains
{
    public static IAccountGrain GetAccount(this IGrainFactory grains, Provider provider, AccountKey key) => provider switch
    {
        Provider.Aws => grains.GetGrain<IAwsAccountGrain>(key.ToString()),
        Provider.CrowdStrike => grains.GetGrain<IFalconAccountGrain>(key.ToString()),
        Provider.Cloudflare => grains.GetGrain<ICloudflareAccountGrain>(key.ToString()),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "No accounts of this provider are known here."),
    };
}

using System.Collections.Immutable;
using Orleans;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <summary>How an account is reached. What is secret of it is sealed in the database and never here.</summary>
[GenerateSerializer, Immutable, Alias("raposa.account-connection")]
public sealed record AccountConnection
{
    /// <summary>What its provider calls it.</summary>
    [Id(0)] public required string AccountId { get; init; }
    [Id(1)] public required Provider Provider { get; init; }
    [Id(2)] public required ConnectionState State { get; init; }
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it first worked.</summary>
    [Id(4)] public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>The last time that it was tried.</summary>
    [Id(5)] public ConnectionTest? LastTest { get; init; }

    /// <summary>AWS: the role that is assumed.</summary>
    [Id(6)] public string? RoleArn { get; init; }

    /// <summary>AWS: what the role asks for; random, of this account alone, and the same for as long as the account is known here.</summary>
    [Id(7)] public string? ExternalId { get; init; }

    /// <summary>AWS: the regions that are read.</summary>
    [Id(8)] public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>AWS: <see cref="Regions"/> follows what is enabled in the account; else they were chosen.</summary>
    [Id(9)] public bool FollowsEnabledRegions { get; init; }

    /// <summary>Falcon: the API client's id.</summary>
    [Id(10)] public string? ClientId { get; init; }

    /// <summary>Where the vendor's API is, if not at its usual address.</summary>
    [Id(11)] public string? BaseUrl { get; init; }

    /// <summary>AWS: as whom the role is assumed.</summary>
    [Id(12)] public AwsEntry Entry { get; init; }

    public bool IsConnected => State == ConnectionState.Connected;
}

/// <summary>Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.connection-state")]
public enum ConnectionState
{
    /// <summary>Prepared, and has not worked yet.</summary>
    Pending = 1,

    /// <summary>It worked: its sources are read. It may fail a later test; its sources then say so.</summary>
    Connected = 2,

    /// <summary>Given up. Nothing is read; what was read stays.</summary>
    Disconnected = 3,
}

/// <summary>As whom an AWS account's role is assumed. Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.aws-entry")]
public enum AwsEntry
{
    /// <summary>As the platform's own workload, with the account's external id.</summary>
    Workload = 0,

    /// <summary>With a token of the organization's identity provider, which the account trusts itself.</summary>
    WebIdentity = 1,
}

/// <summary>What came of trying a connection.</summary>
/// <param name="At">When it was tried.</param>
/// <param name="Identity">Who the vendor says we are, where it worked.</param>
/// <param name="Failure">Why it does not work, in the vendor's own words; null where it does.</param>
[GenerateSerializer, Immutable, Alias("raposa.connection-test")]
public sealed record ConnectionTest(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] string? Identity, [property: Id(2)] RunFailure? Failure)
{
    public bool Works => Failure is null;
}

/// <summary>Why an account cannot be connected, apart from what its vendor says.</summary>
[GenerateSerializer, Alias("raposa.connection-refusal")]
public enum ConnectionRefusal
{
    /// <summary>An AWS account must be claimed by the organization first.</summary>
    NotClaimed = 1,

    /// <summary>The same id is connected as an account of another provider.</summary>
    OtherProvider = 2,

    /// <summary>What was given is not complete, or not of the form that the provider documents.</summary>
    Invalid = 3,
}

/// <summary>What became of a wish to connect.</summary>
/// <param name="Connection">As it is now; null where it was refused or did not work.</param>
/// <param name="Test">Where it was tried.</param>
/// <param name="Refusal">Why nothing was tried.</param>
/// <param name="Detail">The refusal in a sentence.</param>
[GenerateSerializer, Immutable, Alias("raposa.connect-answer")]
public sealed record ConnectAnswer(
    [property: Id(0)] AccountConnection? Connection,
    [property: Id(1)] ConnectionTest? Test,
    [property: Id(2)] ConnectionRefusal? Refusal,
    [property: Id(3)] string? Detail)
{
    /// <summary>AWS: what to set up in the account, so that the test can work.</summary>
    [Id(4)] public AwsOnboarding? Onboarding { get; init; }
}

/// <summary>What a person sets up in an AWS account: one of the two templates makes the role with the policy.</summary>
[GenerateSerializer, Immutable, Alias("raposa.aws-onboarding")]
public sealed record AwsOnboarding
{
    [Id(0)] public required string RoleName { get; init; }
    [Id(1)] public required string RoleArn { get; init; }
    [Id(2)] public required string ExternalId { get; init; }

    /// <summary>Who may assume the role: this platform.</summary>
    [Id(3)] public string? TrustedPrincipal { get; init; }

    /// <summary>JSON, whole: reads only, and only what the sources need. It may be longer than IAM takes in one policy.</summary>
    [Id(4)] public required string Policy { get; init; }

    /// <summary>JSON: who may assume the role, and with which external id.</summary>
    [Id(5)] public required string TrustPolicy { get; init; }

    /// <summary>A CloudFormation template (JSON).</summary>
    [Id(6)] public required string CloudFormation { get; init; }

    /// <summary>A Terraform module (HCL).</summary>
    [Id(7)] public required string Terraform { get; init; }

    /// <summary>The same permissions in as many documents as IAM needs; the templates have these.</summary>
    [Id(8)] public ImmutableArray<string> Policies { get; init; } = [];
}

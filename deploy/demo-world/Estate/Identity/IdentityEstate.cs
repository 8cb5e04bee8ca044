using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Identity;

/// <summary>Who may do what in an account.</summary>
internal sealed record IdentityEstate(
    ImmutableArray<IamUser> Users, ImmutableArray<IamGroup> Groups, ImmutableArray<IamRole> Roles, ImmutableArray<IamPolicy> Policies, RootUser Root)
{
    /// <summary>An account that has one, with its own rules.</summary>
    public PasswordPolicy? PasswordPolicy { get; init; }

    public IamPolicy Policy(string arn) => Policies.First(policy => policy.Arn == arn);
}

internal sealed record IamUser(string Name, string Id, DateTimeOffset CreatedAt)
{
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>ARNs of managed policies.</summary>
    public ImmutableArray<string> Attached { get; init; } = [];

    public ImmutableArray<(string Name, JsonObject Document)> Inline { get; init; } = [];

    public bool HasPassword { get; init; }

    /// <summary>Null if it was never used.</summary>
    public LastUse? PasswordUse { get; init; }

    public bool HasMfa { get; init; }

    public ImmutableArray<AccessKey> Keys { get; init; } = [];
}

internal sealed record AccessKey(string Id, bool IsActive, DateTimeOffset CreatedAt, LastUse? Use, string Region = Corvina.Region, string Service = "s3");

/// <summary>A use that lies still, or one that goes on.</summary>
/// <param name="At">The last one; of one that goes on, the hour and minute it is repeated at each day.</param>
internal sealed record LastUse(DateTimeOffset At, bool GoesOn)
{
    public DateTimeOffset AsOf(DateTimeOffset now)
    {
        if (!GoesOn)
        {
            return At;
        }

        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + At.TimeOfDay;
        return today <= now ? today : today.AddDays(-1);
    }
}

internal sealed record IamGroup(string Name, string Id, ImmutableArray<string> Attached);

internal sealed record IamRole(string Name, string Path, string Id, JsonObject Trust, ImmutableArray<string> Attached)
{
    public ImmutableArray<(string Name, JsonObject Document)> Inline { get; init; } = [];

    public bool HasProfile { get; init; }

    public DateTimeOffset CreatedAt { get; init; } = new(2023, 5, 16, 8, 30, 0, TimeSpan.Zero);

    public LastUse? Use { get; init; }

    public int MostSeconds { get; init; } = 3600;
}

/// <param name="Document">The default version.</param>
internal sealed record IamPolicy(string Arn, string Name, string Id, JsonObject Document)
{
    public bool IsAws => Arn.StartsWith("arn:aws:iam::aws:", StringComparison.Ordinal);
}

internal sealed record RootUser(DateTimeOffset CreatedAt, DateTimeOffset? PasswordUsed, bool HasMfa, bool HasKey);

internal sealed record PasswordPolicy(int Length, bool NeedsSymbols, int? Days, int? Reuse);

/// <summary>A role that a customer deployed for somebody outside.</summary>
internal sealed record ForeignRole(string Name, string TrustedPrincipal, string? ExternalId, DateTimeOffset DeployedAt);

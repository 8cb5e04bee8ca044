using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Iam;

/// <summary>The users and roles of an account with all that holds for them, put together once from the documents of IAM.</summary>
internal sealed class IamAccount
{
    public const string Users = "aws_iam_user";
    public const string Roles = "aws_iam_role";
    public const string Groups = "aws_iam_group";
    public const string Policies = "aws_iam_policy";

    private readonly Dictionary<string, IamPrincipal> _byArn;

    private IamAccount(string account, ImmutableArray<IamPrincipal> principals, ImmutableArray<IamGroup> groups, Answer isComplete)
    {
        Account = account;
        Principals = principals;
        GroupList = groups;
        IsComplete = isComplete;
        _byArn = principals.ToDictionary(principal => principal.Arn);
    }

    public string Account { get; }

    public ImmutableArray<IamPrincipal> Principals { get; }

    public ImmutableArray<IamGroup> GroupList { get; }

    /// <summary>Whether these are all users, roles and groups.</summary>
    public Answer IsComplete { get; }

    public static IamAccount Of(Look look) => look.Estate.Derived(look.Account, () => Make(look));

    public IamPrincipal? Find(string arn) => _byArn.GetValueOrDefault(arn);

    private static IamAccount Make(Look look)
    {
        var estate = look.Estate;
        var policies = estate.Documents(Policies, look.Account).ToDictionary(policy => policy.Key);
        var groups = estate.Documents(Groups, look.Account).GroupBy(group => Text(group.Body, "GroupName") ?? "").ToDictionary(group => group.Key, group => group.First());
        var principals = estate.Documents(Users, look.Account).Concat(estate.Documents(Roles, look.Account))
            .Select(document => IamPrincipal.Of(document, policies, groups)).OfType<IamPrincipal>().DistinctBy(principal => principal.Arn);
        return new(
            look.Account, [.. principals], [.. groups.Select(group => new IamGroup(group.Value.Key, group.Key, [.. new HeldPolicyReader(policies).Of(group.Value, "GroupPolicyList", isInlineOptional: false)]))],
            look.IsComplete(Users, null) & look.IsComplete(Roles, null) & look.IsComplete(Groups, null));
    }

    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A group of users with its policies, as far as they were collected.</summary>
internal sealed record IamGroup(string Arn, string Name, ImmutableArray<HeldPolicy> Policies);

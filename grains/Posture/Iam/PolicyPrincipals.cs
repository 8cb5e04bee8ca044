using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Posture.Iam;

/// <summary>Whom a statement names: everybody, or principals by kind.</summary>
internal sealed record PolicyPrincipals(
    bool IsEverybody, ImmutableArray<string> Aws, ImmutableArray<string> Services, ImmutableArray<string> Federated, ImmutableArray<string> Others)
{
    public static PolicyPrincipals Of(JsonElement principal)
    {
        if (principal.ValueKind != JsonValueKind.Object)
        {
            var text = PolicyDocument.Texts(principal);
            return new(text.Contains("*"), [.. text.Where(one => one != "*")], [], [], []);
        }

        var aws = PolicyDocument.Texts(principal, "AWS") ?? [];
        return new(
            aws.Contains("*"),
            [.. aws.Where(one => one != "*")],
            PolicyDocument.Texts(principal, "Service") ?? [],
            PolicyDocument.Texts(principal, "Federated") ?? [],
            PolicyDocument.Texts(principal, "CanonicalUser") ?? []);
    }

    /// <summary>The accounts that are named, as a whole or by a principal of theirs.</summary>
    public IEnumerable<string> Accounts => Aws.Select(Arn.AccountOf).OfType<string>().Distinct();

    /// <summary>How it names a principal, if it does.</summary>
    public PrincipalMatch Match(Caller caller)
    {
        if (caller.Service is { } service)
        {
            return Services.Any(name => name == "*" || name.Equals(service, StringComparison.OrdinalIgnoreCase))
                ? PrincipalMatch.Itself
                : IsEverybody ? PrincipalMatch.Everybody : PrincipalMatch.None;
        }

        if (caller.Provider is { } provider)
        {
            return Federated.Any(name => name == "*" || name == provider) ? PrincipalMatch.Itself : IsEverybody ? PrincipalMatch.Everybody : PrincipalMatch.None;
        }

        if (caller.SessionArn is { } session && Aws.Contains(session))
        {
            return PrincipalMatch.Session;
        }

        if (caller.Arn is { } arn && Aws.Contains(arn))
        {
            return PrincipalMatch.Itself;
        }

        return caller.Account is { } account && Aws.Any(name => name == account || name == Arn.RootOf(account))
            ? PrincipalMatch.Account
            : IsEverybody ? PrincipalMatch.Everybody : PrincipalMatch.None;
    }
}

/// <summary>How a policy of a resource names who calls.</summary>
internal enum PrincipalMatch
{
    None,

    /// <summary>Its account, which then decides by its own policies.</summary>
    Account,

    Everybody,

    /// <summary>The user or role by its ARN, the service or the provider by its name.</summary>
    Itself,

    /// <summary>The session of a role by its ARN.</summary>
    Session,
}

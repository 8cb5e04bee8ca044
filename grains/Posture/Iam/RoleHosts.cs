using System.Collections.Immutable;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Iam;

/// <summary>What runs with a role of the account, of the services of which that is collected: functions and instances.</summary>
internal sealed class RoleHosts
{
    public const string Functions = "aws_lambda_function";
    public const string Instances = "aws_ec2_instance";

    private readonly ImmutableDictionary<string, ImmutableArray<RoleHost>> _hosts;
    private readonly ImmutableDictionary<string, Answer> _complete;

    private RoleHosts(ImmutableDictionary<string, ImmutableArray<RoleHost>> hosts, ImmutableDictionary<string, Answer> complete)
    {
        _hosts = hosts;
        _complete = complete;
    }

    public ImmutableArray<RoleHost> Of(string service) => _hosts.GetValueOrDefault(service, []);

    public Answer IsComplete(string service) => _complete.GetValueOrDefault(service, Answer.Unknown($"what runs on {service} is not collected"));

    public static RoleHosts Of(Look look)
    {
        var functions = look.Estate.Documents(Functions, look.Account)
            .Select(document => (Arn: document.Key, Role: IamAccount.Text(document.Body, "Role")))
            .Where(function => function.Role is not null)
            .Select(function => new RoleHost(function.Arn, function.Role!));

        // An instance names a profile, and roles name the profiles that carry them.
        var roleOfProfile = (from role in look.Estate.Documents(IamAccount.Roles, look.Account)
                             where role.Body.TryGetProperty("InstanceProfileList", out var list) && list.ValueKind == System.Text.Json.JsonValueKind.Array
                             from profile in role.Body.GetProperty("InstanceProfileList").EnumerateArray()
                             let arn = IamAccount.Text(profile, "Arn")
                             where arn is not null
                             select (Profile: arn, Role: role.Key)).DistinctBy(pair => pair.Profile).ToDictionary(pair => pair.Profile, pair => pair.Role);
        var instances = from instance in look.Estate.Documents(Instances, look.Account)
                        where instance.Body.TryGetProperty("IamInstanceProfile", out _)
                        let profile = IamAccount.Text(instance.Body.GetProperty("IamInstanceProfile"), "Arn")
                        where profile is not null
                        select new RoleHost(
                            $"arn:aws:ec2:{instance.Region}:{look.Account}:instance/{instance.Key}", roleOfProfile.GetValueOrDefault(profile, profile));
        return new(
            ImmutableDictionary<string, ImmutableArray<RoleHost>>.Empty
                .Add("lambda.amazonaws.com", [.. functions]).Add("ec2.amazonaws.com", [.. instances]),
            ImmutableDictionary<string, Answer>.Empty
                .Add("lambda.amazonaws.com", look.IsComplete(Functions, null)).Add("ec2.amazonaws.com", look.IsComplete(Instances, null)));
    }
}

/// <param name="RoleArn">Of a profile that no role names, the profile's.</param>
internal sealed record RoleHost(string Arn, string RoleArn)
{
    public string RoleName => Iam.Arn.NameOf(RoleArn);
}

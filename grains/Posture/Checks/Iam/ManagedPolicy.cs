using Raposa.Posture.Iam;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>What the version of a managed policy that counts says.</summary>
internal static class ManagedPolicy
{
    /// <summary>Together they are every way to open or turn a network.</summary>
    public static readonly string[] NetworkChanges =
    [
        "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateRoute", "ec2:ReplaceNetworkAclEntry", "ec2:AttachInternetGateway",
    ];

    /// <summary>Whether a statement of that effect in it is such.</summary>
    public static Answer Any(Look look, PolicyEffect effect, Func<PolicyStatement, bool> predicate)
    {
        var versions = look["PolicyVersionList"];
        var counting = versions.Any(version => version["IsDefaultVersion"].IsTrue());
        return counting.IsYes
            ? versions.Any(version => version["IsDefaultVersion"].IsTrue() is { IsYes: false } other ? other : PolicyReader.Any(version["Document"], effect, predicate))
            : counting.IsUnknown ? counting : Answer.Unknown("No version of it is the one that counts.");
    }
}

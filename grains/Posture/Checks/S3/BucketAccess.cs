using Raposa.Posture.Iam;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>Who gets at a bucket, with what its account forbids all buckets.</summary>
internal static class BucketAccess
{
    public const string Bucket = "aws_s3_bucket";
    public const string AccountBlock = "aws_s3_account_public_access_block";

    private const string Block = "PublicAccessBlockConfiguration";

    public static readonly string[] BlockReads =
    [
        $"{Bucket}.GetPublicAccessBlock.{Block}.*", $"{AccountBlock}.{Block}.*",
    ];

    /// <summary>Whether the bucket or its account sets one of the four switches.</summary>
    public static Answer Blocks(Look look, string name) => look[$"GetPublicAccessBlock.{Block}.{name}"].IsTrue()
        | look.All(AccountBlock).Any(account => account[$"{Block}.{name}"].IsTrue());

    /// <summary>Whether its policy lets everybody do one of these, and nothing takes the effect from it.</summary>
    public static Answer PolicyLetsEverybody(Look look, params string[] actions) =>
        PolicyReader.Ask(look["GetBucketPolicy.Policy"], policy => Answer.Any(actions.Select(action => PublicPolicy.Lets(policy, action, Arns(look)))), whenUnset: Answer.No)
        & !Blocks(look, "RestrictPublicBuckets");

    /// <summary>Whether its ACL gives everybody one of these, and ACLs count.</summary>
    public static Answer AclGivesEverybody(Look look, params string[] permissions) =>
        look["GetBucketAcl.Grants"].Any(grant => IsEverybody(grant["Grantee"]) & grant["Permission"].Is(permissions))
        & !AclsAreOff(look)
        & !Blocks(look, "IgnorePublicAcls");

    /// <summary>Whether whoever owns the bucket owns every object in it.</summary>
    public static Answer AclsAreOff(Look look) =>
        look["GetBucketOwnershipControls.OwnershipControls.Rules"].Any(rule => rule["ObjectOwnership"].Is("BucketOwnerEnforced"));

    // Only groups have a URI, and a group always has one.
    private static Answer IsEverybody(FieldValue grantee) => NamesEverybody(grantee["URI"].OrUnset()) | (grantee["Type"].Is("Group") & NamesEverybody(grantee["URI"]));

    private static Answer NamesEverybody(FieldValue uri) =>
        uri.Matches(name => name.EndsWith("/AllUsers", StringComparison.Ordinal) || name.EndsWith("/AuthenticatedUsers", StringComparison.Ordinal));

    public static string[] Arns(Look look) => [$"arn:aws:s3:::{look.Subject.Document!.Key}", $"arn:aws:s3:::{look.Subject.Document!.Key}/any-of-it"];
}

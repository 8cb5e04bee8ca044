using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Attacks;

/// <summary>
/// A developer's session, taken over, opens the bucket with the customers' exports to the world: the public access block
/// goes, a policy for everybody comes. Twenty minutes later somebody without any credentials reads it object by object.
/// </summary>
internal static class PublicBucket
{
    private const string ThiefIp = "192.0.2.201";
    private const string ReaderIp = "192.0.2.233";

    public static void Happen(TrailWriter trail, DateTimeOffset end, Dice dice)
    {
        var at = end - TimeSpan.FromMinutes(150);
        var developer = Corvina.Staff.Single(person => person.Name == "tiago.brandao");
        var thief = developer.SignedIn(Corvina.Production, at.AddMinutes(-12), ThiefIp, Corvina.Firefox, dice) with { IsConsole = true };

        void Do(Call call) => trail.Add(call with { Story = DemoStory.PublicBucket });
        Do(S3.Bucket(at, thief, "GetBucketPublicAccessBlock", Corvina.ExportBucket, "publicAccessBlock"));
        Do(S3.Bucket(at += dice.Seconds(20, 50), thief, "DeleteBucketPublicAccessBlock", Corvina.ExportBucket, "publicAccessBlock", isReadOnly: false));
        Do(OpenToEverybody(at += dice.Seconds(30, 90), thief));
        Do(S3.Bucket(at += dice.Seconds(5, 15), thief, "GetBucketPolicyStatus", Corvina.ExportBucket, "policyStatus"));

        Read(at.AddMinutes(20), Do, dice);
    }

    private static Call OpenToEverybody(DateTimeOffset at, Principal thief)
    {
        var call = S3.Bucket(at, thief, "PutBucketPolicy", Corvina.ExportBucket, "policy", isReadOnly: false);
        call.Parameters!["bucketPolicy"] = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Sid"] = "Partner",
                ["Effect"] = "Allow",
                ["Principal"] = "*",
                ["Action"] = new JsonArray("s3:GetObject", "s3:ListBucket"),
                ["Resource"] = new JsonArray($"arn:aws:s3:::{Corvina.ExportBucket}", $"arn:aws:s3:::{Corvina.ExportBucket}/*"),
            }),
        };
        return call;
    }

    private static void Read(DateTimeOffset at, Action<Call> then, Dice dice)
    {
        var reader = Principal.Anonymous(ReaderIp, "[python-requests/2.32.3]");
        then(S3.List(at, reader, Corvina.ExportBucket, dice));
        foreach (var index in Enumerable.Range(0, 460))
        {
            at += dice.Seconds(1, 5);
            var key = string.Create(CultureInfo.InvariantCulture, $"customers/{index / 20:000}/export-{index % 20:00}.parquet");
            then(S3.Object(at, reader, "GetObject", Corvina.ExportBucket, key, dice.Between(600_000, 9_000_000), dice));
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Trail;

/// <summary>S3's own shapes: a host in the parameters, transferred bytes beside them, both resources below.</summary>
internal static class S3
{
    /// <summary>A call on one object (a data event).</summary>
    public static Call Object(DateTimeOffset at, Principal by, string name, string bucket, string key, int bytes, Dice dice)
    {
        var isUpload = name.StartsWith("Put", StringComparison.Ordinal);
        return new(at, by, "s3", name)
        {
            Account = Corvina.Production,
            IsData = true,
            IsReadOnly = !isUpload,
            Parameters = new() { ["bucketName"] = bucket, ["Host"] = HostOf(bucket), ["key"] = key },
            Response = isUpload ? new() { ["x-amz-server-side-encryption"] = "AES256" } : null,
            Additional = Additional(by.IsSigned, isUpload ? bytes : 0, isUpload ? 0 : bytes, dice),
            Resources = [("AWS::S3::Object", $"arn:aws:s3:::{bucket}/{key}"), ("AWS::S3::Bucket", $"arn:aws:s3:::{bucket}")],
        };
    }

    /// <summary>A listing of a bucket's keys (a data event).</summary>
    public static Call List(DateTimeOffset at, Principal by, string bucket, Dice dice) => new(at, by, "s3", "ListObjects")
    {
        Account = Corvina.Production,
        IsData = true,
        Parameters = new()
        {
            ["list-type"] = "2", ["bucketName"] = bucket, ["encoding-type"] = "url", ["max-keys"] = "1000", ["prefix"] = "",
            ["Host"] = HostOf(bucket),
        },
        Additional = Additional(by.IsSigned, 0, dice.Between(9_000, 300_000), dice),
        Resources = [("AWS::S3::Object", $"arn:aws:s3:::{bucket}/"), ("AWS::S3::Bucket", $"arn:aws:s3:::{bucket}")],
    };

    /// <summary>A call on a bucket's configuration (a management event).</summary>
    public static Call Bucket(DateTimeOffset at, Principal by, string name, string bucket, string subresource, bool isReadOnly = true) =>
        new(at, by, "s3", name)
        {
            IsReadOnly = isReadOnly,
            Parameters = new() { ["bucketName"] = bucket, ["Host"] = HostOf(bucket), [subresource] = "" },
            Additional = new()
            {
                ["SignatureVersion"] = "SigV4",
                ["CipherSuite"] = "TLS_AES_128_GCM_SHA256",
                ["bytesTransferredIn"] = 0,
                ["AuthenticationMethod"] = "AuthHeader",
                ["bytesTransferredOut"] = 0,
            },
            Resources = [("AWS::S3::Bucket", $"arn:aws:s3:::{bucket}")],
        };

    private static string HostOf(string bucket) => string.Create(CultureInfo.InvariantCulture, $"{bucket}.s3.{Corvina.Region}.amazonaws.com");

    private static JsonObject Additional(bool isSigned, int received, int sent, Dice dice)
    {
        var additional = new JsonObject();
        if (isSigned)
        {
            additional["SignatureVersion"] = "SigV4";
        }

        additional["CipherSuite"] = "TLS_AES_128_GCM_SHA256";
        additional["bytesTransferredIn"] = received;
        if (isSigned)
        {
            additional["SSEApplied"] = "Default_SSE_S3";
            additional["AuthenticationMethod"] = "AuthHeader";
        }

        additional["x-amz-id-2"] = $"{dice.Hex(64)}=";
        additional["bytesTransferredOut"] = sent;
        return additional;
    }
}

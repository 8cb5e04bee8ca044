namespace Raposa.Collection;

/// <summary>An STS that lets everybody in: the session's key is named after the role.</summary>
internal static class StsAnswers
{
    public const string PlatformRole = "arn:aws:iam::111111111111:role/Platform";

    public static AwsReply To(AwsHit hit) => hit.Operation is "AssumeRole" or "AssumeRoleWithWebIdentity"
        ? Session(hit.Operation, $"ASIA{hit.Field("RoleArn")!.Split(':')[4]}", AwsFixture.Now.AddHours(1))
        : new(404, "nothing here");

    public static AwsReply Session(string operation, string keyId, DateTimeOffset until) => AwsReply.Ok($"""
        <{operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{operation}Result><Credentials>
          <AccessKeyId>{keyId}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token of {keyId}</SessionToken>
          <Expiration>{until:yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration></Credentials></{operation}Result>
          <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{operation}Response>
        """);
}

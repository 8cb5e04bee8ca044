using System.Text.Json.Nodes;
using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>
/// One signed client for all of AWS: a call is a service, an operation and parameters; the answer is the JSON that
/// <c>aws &lt;service&gt; &lt;operation&gt; --output json</c> prints, with no field dropped. It does reads only.
/// </summary>
internal interface IAwsClient
{
    /// <exception cref="SourceReadException">AWS refused, or could not be reached within the budget of tries.</exception>
    /// <exception cref="ArgumentException">The operation is not one of the reads that this client knows.</exception>
    Task<AwsAnswer> CallAsync(AwsCall call, CancellationToken cancellationToken);
}

/// <summary>A call to AWS.</summary>
/// <param name="Account">Whose account is read; decides credentials and the scope of the token buckets.</param>
/// <param name="Service">Its botocore name: <c>ec2</c>, <c>elbv2</c>, <c>s3control</c>.</param>
/// <param name="Operation">As AWS spells it: <c>DescribeInstances</c>.</param>
/// <param name="Parameters">As the CLI's <c>--cli-input-json</c>.</param>
/// <param name="Region">Where to; of a global service, the account's home region.</param>
internal sealed record AwsCall(AccountKey Account, string Service, string Operation, JsonObject Parameters, string Region);

/// <summary>What AWS answered.</summary>
/// <param name="Output">As the CLI prints it, before it merges pages.</param>
/// <param name="Calls">Requests it took, repeated ones included.</param>
/// <param name="Throttled">Of them, those that were throttled.</param>
/// <param name="AnsweredAt">The answer's <c>Date</c>.</param>
internal sealed record AwsAnswer(JsonObject Output, int Calls, int Throttled, DateTimeOffset? AnsweredAt)
{
    /// <summary>The bytes that the CLI would write to a file: the content of an object of S3. Null for other operations.</summary>
    public ReadOnlyMemory<byte>? Payload { get; init; }
}

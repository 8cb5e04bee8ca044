using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Raposa.Collection.Sources;

/// <summary>The IAM action that each call needs. Mostly it has the call's name; what S3 calls its settings is another matter.</summary>
internal static class AwsActions
{
    private static readonly Lazy<FrozenDictionary<string, string>> ByOperation = new(() => AwsModels.Embedded.All.ToFrozenDictionary(
        operation => operation.ToString(), operation => operation.Action ?? operation.ToString()));

    /// <summary>Whether the client has a way to call it.</summary>
    public static bool IsKnown(string operation) => ByOperation.Value.ContainsKey(operation);

    /// <param name="operations">Such as <c>s3:GetBucketEncryption</c>, which needs <c>s3:GetEncryptionConfiguration</c>.</param>
    public static ImmutableArray<string> Of(IEnumerable<string> operations) =>
        [.. operations.Select(operation => ByOperation.Value[operation]).Distinct()];
}

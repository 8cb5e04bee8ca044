using System.Collections.Immutable;

namespace Raposa.Collection.Sources;

/// <summary>What the readers must know of AWS's own model of its operations.</summary>
internal interface IAwsOperations
{
    /// <summary>Whether the client can call it.</summary>
    bool IsKnown(string service, string operation);

    /// <summary>How its answers come in pages; null if they do not.</summary>
    AwsPaging? PagingOf(string service, string operation);
}

/// <summary>How an operation's answers come in pages, in botocore's terms.</summary>
/// <param name="InputTokens">The parameters that say where a page begins; Route 53 has three.</param>
/// <param name="OutputTokens">Paths of the next page's values for them, in the same order.</param>
/// <param name="MoreResults">Path of the flag that says there is more, where a token alone does not.</param>
/// <param name="LimitKey">The parameter for the size of a page.</param>
/// <param name="ResultKeys">Paths of the lists that go on from page to page.</param>
internal sealed record AwsPaging(
    ImmutableArray<string> InputTokens,
    ImmutableArray<string> OutputTokens,
    string? MoreResults,
    string? LimitKey,
    ImmutableArray<string> ResultKeys);

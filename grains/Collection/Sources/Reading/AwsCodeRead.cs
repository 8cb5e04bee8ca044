using System.Collections.Immutable;

namespace Raposa.Collection.Sources;

/// <summary>A source of AWS that takes more than lists and their details: a report that must be ordered before it can be fetched.</summary>
/// <param name="Calls">Its calls, in the order of first use.</param>
/// <param name="Read">Reads it whole, as one page.</param>
internal sealed record AwsCodeRead(
    ImmutableArray<string> Calls, Func<SourceDefinition, AwsCalls, CancellationToken, Task<SourcePage>> Read) : SourceRead
{
    public override ImmutableArray<string> Operations => Calls;

    public override ImmutableArray<string> Permissions => AwsActions.Of(Calls);
}

using System.Collections.Immutable;

namespace Raposa.Collection;

/// <summary>Every source that this build knows. The catalog of declarations is one; a simulation brings its own.</summary>
internal interface ISourceList
{
    /// <summary>Null if there is none of that name.</summary>
    SourceDefinition? Find(string name);

    /// <summary>In the order of their names.</summary>
    ImmutableArray<SourceDefinition> Of(Provider provider);

    /// <summary>The sources of which an event of this kind names resources.</summary>
    /// <param name="eventSource">Such as <c>aws.guardduty</c>.</param>
    /// <param name="detailType">Such as <c>GuardDuty Finding</c>.</param>
    IEnumerable<(SourceDefinition Source, RefreshHint Hint)> RefreshedBy(string eventSource, string detailType);
}

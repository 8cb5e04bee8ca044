using Orleans;

namespace Raposa.Collection;

/// <summary>Where a collector is. Null until the first run.</summary>
[GenerateSerializer, Alias("raposa.collector-state")]
internal sealed class CollectorState
{
    [Id(0)] public CollectionRun? Run { get; set; }

    /// <summary>
    /// <see cref="Run"/> is how it is to end, and its snapshot may not be closed yet. Decided once and saved first, so that a
    /// crash never closes a snapshot in two ways.
    /// </summary>
    [Id(1)] public bool IsClosing { get; set; }
}

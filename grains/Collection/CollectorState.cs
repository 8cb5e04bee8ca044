using Orleans;

namespace Raposa.Collection;

/// <summary>Where a collector is. Null until the first run.</summary>
[GenerateSerializer, Alias("raposa.collector-state")]
internal sealed class CollectorState
{
    [Id(0)] public CollectionRun? Run { get; set; }
}

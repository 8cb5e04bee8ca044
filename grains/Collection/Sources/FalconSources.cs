using System.Collections.Immutable;
using Raposa.Collection.Sources.CrowdStrike;

namespace Raposa.Collection.Sources;

/// <summary>The sources of CrowdStrike Falcon. Detections and incidents are gone from its API: alerts and cases took their place.</summary>
internal static class FalconSources
{
    public static readonly ImmutableArray<SourceDefinition> All =
    [
        FalconAlert.Source,
        FalconCase.Source,
        FalconHost.Source,
        FalconVulnerability.Source,
    ];
}

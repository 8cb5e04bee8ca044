using System.Collections.Immutable;
using Raposa.Collection.Sources.Cloudflare;

namespace Raposa.Collection.Sources;

/// <summary>The sources of Cloudflare.</summary>
internal static class CloudflareSources
{
    public static readonly ImmutableArray<SourceDefinition> All =
    [
        CloudflareDevice.Source,
        CloudflareDnsRecord.Source,
        CloudflareZone.Source,
    ];
}

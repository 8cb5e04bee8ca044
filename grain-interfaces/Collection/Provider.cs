using Orleans;

namespace Raposa.Collection;

/// <summary>Who is asked. A source's name begins with it: <c>aws_</c>, <c>crowdstrike_</c>, <c>cloudflare_</c>.</summary>
[GenerateSerializer, Alias("raposa.provider")]
public enum Provider
{
    Aws = 1,
    CrowdStrike = 2,
    Cloudflare = 3,
}

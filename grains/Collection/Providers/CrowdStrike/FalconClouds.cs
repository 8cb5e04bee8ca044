using System.Collections.Frozen;

namespace Raposa.Collection;

/// <summary>Falcon's clouds. A tenant lives in one of them, and the token's answer names it.</summary>
internal static class FalconClouds
{
    private static readonly FrozenDictionary<string, Uri> ByName = new Dictionary<string, Uri>
    {
        ["us-1"] = new("https://api.crowdstrike.com"),
        ["us-2"] = new("https://api.us-2.crowdstrike.com"),
        ["us-3"] = new("https://api.us-3.crowdstrike.com"),
        ["eu-1"] = new("https://api.eu-1.crowdstrike.com"),
        ["us-gov-1"] = new("https://api.laggar.gcw.crowdstrike.com"),
        ["us-gov-2"] = new("https://api.us-gov-2.crowdstrike.mil"),
    }.ToFrozenDictionary();

    /// <summary>
    /// Where to go on, when the token was asked for at one address and its answer names a cloud. An address that is none of
    /// Falcon's own is kept: a proxy or an emulator stands before whatever it names.
    /// </summary>
    public static Uri Follow(Uri asked, string? cloud) =>
        cloud is not null && ByName.TryGetValue(cloud, out var there) && ByName.Values.Any(known => known.Host == asked.Host) ? there : asked;
}

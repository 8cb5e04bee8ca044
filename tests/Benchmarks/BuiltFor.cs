#if ENGINE_ORLEANS
using System.Reflection;
using Orleans;
#endif

namespace Raposa.Benchmarks;

/// <summary>The engine that this program was compiled for.</summary>
internal static class BuiltFor
{
#if ENGINE_ORLEANS
    public static string Engine { get; } = $"orleans {VersionOf(typeof(IGrainFactory).Assembly)}";

    /// <summary>Orleans says "10.4.2. Commit Hash: …"; its assembly version is 10.0.0.0 throughout.</summary>
    private static string VersionOf(Assembly orleans) =>
        orleans.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split(' ', '+')[0].TrimEnd('.');
#else
    public static string Engine => "local";
#endif
}

namespace Raposa.LocalEngine.Simulation;

/// <summary>A generator whose numbers depend on its seed alone, on any machine and version of .NET (SplitMix64).</summary>
internal sealed class Chance(int seed)
{
    private ulong _state = (ulong)seed;

    public ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From zero up to, and not including, <paramref name="end"/>.</summary>
    public int Next(int end) => (int)((ulong)(uint)(Next() >> 32) * (ulong)end >> 32);

    /// <summary>From 0 up to, and not including, 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Up to this long.</summary>
    public TimeSpan Next(TimeSpan most) => new((long)(NextDouble() * most.Ticks));
}

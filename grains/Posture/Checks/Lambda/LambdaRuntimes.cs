using System.Collections.Frozen;

namespace Raposa.Posture.Checks;

/// <summary>The runtimes of Lambda that AWS has said it patches no more, as its list was in the middle of 2026.</summary>
internal static class LambdaRuntimes
{
    private static readonly FrozenSet<string> OutOfDate = new[]
    {
        "nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x", "nodejs18.x", "nodejs20.x",
        "python2.7", "python3.6", "python3.7", "python3.8", "python3.9", "ruby2.5", "ruby2.7", "ruby3.2", "java8", "go1.x", "provided",
        "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet5.0", "dotnet6", "dotnet7",
    }.ToFrozenSet();

    public static bool IsOutOfDate(string runtime) => OutOfDate.Contains(runtime);
}

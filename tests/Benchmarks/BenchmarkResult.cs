namespace Raposa.Benchmarks;

/// <summary>What one benchmark measured; the note says what it could not measure, and why.</summary>
public sealed record BenchmarkResult(string Name, IReadOnlyList<BenchmarkRow> Rows, string? Note = null);

/// <summary>One figure, with its unit and the engine that it was measured on.</summary>
public sealed record BenchmarkRow(string Label, double Value, string Unit)
{
    public string Engine { get; init; } = BuiltFor.Engine;
}

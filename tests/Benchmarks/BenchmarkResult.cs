namespace Raposa.Benchmarks;

/// <summary>What one benchmark measured.</summary>
public sealed record BenchmarkResult(string Name, IReadOnlyList<BenchmarkRow> Rows);

/// <summary>One figure, with its unit.</summary>
public sealed record BenchmarkRow(string Label, double Value, string Unit);

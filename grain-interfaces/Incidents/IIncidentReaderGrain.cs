using System.Collections.Immutable;
using Orleans;

namespace Raposa.Incidents;

/// <summary>Reads incidents from PostgreSQL. Keyed by organization; stateless.</summary>
[Alias("raposa.incident-reader-grain")]
public interface IIncidentReaderGrain : IGrainWithStringKey
{
    /// <summary>The incident with its timeline, or null.</summary>
    [Alias("get-incident")]
    Task<Incident?> GetIncident(Guid id);

    /// <summary>Latest activity first, keyset pages.</summary>
    [Alias("get-incidents")]
    Task<IncidentPage> GetIncidents(IncidentQuery query);
}

[GenerateSerializer, Immutable, Alias("raposa.incident-query")]
public sealed record IncidentQuery
{
    [Id(0)] public IncidentStatus? Status { get; init; }
    [Id(1)] public Severity? MinimumSeverity { get; init; }
    [Id(2)] public string? Actor { get; init; }

    /// <summary>1 to 200.</summary>
    [Id(3)] public int Limit { get; init; } = 50;
    [Id(4)] public string? Cursor { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.incident-page")]
public sealed record IncidentPage([property: Id(0)] ImmutableArray<Incident> Incidents, [property: Id(1)] string? Next);

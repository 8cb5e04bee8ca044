using System.Collections.Immutable;

namespace Raposa.Incidents;

/// <summary>An open incident as placement sees it: from its first to its last hit that could have opened one.</summary>
internal sealed record IncidentSpan(Guid Id, DateTimeOffset First, DateTimeOffset Last, DateTimeOffset OpenedAt);

/// <summary>What goes where, and what waits because it is too weak to open an incident.</summary>
internal sealed record PlacementPlan(ImmutableArray<PlacementStep> Steps, ImmutableArray<TimelineEntry> Waiting);

/// <summary>What changes in one incident.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Opens">Whether it is new.</param>
/// <param name="Hits">Strong ones first, each with why it is here.</param>
/// <param name="Absorbs">Open incidents that turned out to be this one.</param>
internal sealed record PlacementStep(Guid IncidentId, bool Opens, ImmutableArray<PlacedHit> Hits, ImmutableArray<Guid> Absorbs);

internal sealed record PlacedHit(TimelineEntry Hit, string Reason);

using System.Collections.Immutable;

namespace Raposa.Reconciliation;

/// <summary>What was read of the snapshots: every instance and interface, and of the sensors' records those that may name one.</summary>
internal sealed record ReadEstate(Estate Estate, ChainBook Chains);

/// <summary>What a run writes.</summary>
/// <param name="Instances">Each with its facts.</param>
/// <param name="Sensors">Of the records that name an instance. The database says of all others at once what they are.</param>
internal sealed record DecidedRun(
    ReconciliationRequest Request,
    ReadEstate Read,
    ImmutableArray<(InstanceFacts Facts, InstanceVerdict Verdict)> Instances,
    ImmutableArray<SensorVerdict> Sensors);

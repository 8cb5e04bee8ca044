using Orleans;

namespace Raposa.Reconciliation;

/// <summary>
/// What an instance or a sensor's record counts as. Of instances that run: matched, unprotected or unknown. Of records: any.
/// Stored and sent by number: append, never renumber.
/// </summary>
[GenerateSerializer, Alias("raposa.coverage-class")]
public enum CoverageClass
{
    /// <summary>A running instance and its working sensor.</summary>
    Matched = 1,

    /// <summary>A running instance without a working sensor; or the record of a sensor that does not work on a running one.</summary>
    Unprotected = 2,

    /// <summary>A record whose machine is gone.</summary>
    Stale = 3,

    /// <summary>A machine that is no running EC2 instance by its nature: of another cloud, a laptop, or one that is stopped.</summary>
    OutOfScope = 4,

    /// <summary>What was collected does not say.</summary>
    Unknown = 5,
}

/// <summary>Why it counts as that. The codes of the API are in <c>docs/reconciliation.md</c>. Append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.verdict-reason")]
public enum VerdictReason
{
    ByInstanceId = 1,
    ByPrivateIp = 2,
    ByMac = 3,
    ByPrivateDns = 4,

    NeverSeen = 11,
    SensorSilent = 12,
    PreviousInstance = 13,
    ReducedFunctionality = 14,

    InstanceTerminated = 21,
    InstanceAbsent = 22,
    AccountNotConnected = 23,
    Superseded = 24,

    OtherCloud = 31,
    OnPremises = 32,
    Workstation = 33,
    InstanceStopped = 34,

    /// <summary>A chain that it needs was never sealed, or its newest run was not.</summary>
    ChainNotSealed = 41,

    /// <summary>The instance is missing from one complete snapshot, which may be the vendor's slip.</summary>
    AbsenceUnconfirmed = 42,

    /// <summary>Several machines have the address or the name, or several sensors report with it.</summary>
    AddressAmbiguous = 43,

    /// <summary>So new that its sensor could not be in the snapshot of the sensors yet.</summary>
    Enrolling = 44,

    /// <summary>Nothing in the record says whether its machine is one of AWS's.</summary>
    OriginUnknown = 45,
}

/// <summary>By what a sensor's record names its instance, the strongest first.</summary>
[GenerateSerializer, Alias("raposa.rung")]
public enum Rung
{
    InstanceId = 1,
    PrivateIp = 2,
    Mac = 3,
    PrivateDns = 4,
}

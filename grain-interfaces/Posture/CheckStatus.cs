using Orleans;

namespace Raposa.Posture;

/// <summary>Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.check-status")]
public enum CheckStatus
{
    Pass = 1,
    Fail = 2,

    /// <summary>What it takes to say so was not collected, was refused or came partial.</summary>
    Unknown = 3,
}

using Orleans;

namespace Raposa.Chat;

/// <summary>Why a model gave no answer, or not all of it. Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.model-failure-kind")]
public enum ModelFailureKind
{
    /// <summary>The key or signature does not hold, or may not do this.</summary>
    Auth = 1,

    /// <summary>No payment method, or no credit.</summary>
    Payment = 2,

    /// <summary>The account may not use this model, or not by this id: no access, no inference profile, a form not filled in, retired.</summary>
    Gated = 3,

    /// <summary>Too many calls or tokens for this minute.</summary>
    RateLimited = 4,

    /// <summary>Too much for this day or this plan.</summary>
    Quota = 5,

    /// <summary>The provider cannot just now.</summary>
    Overloaded = 6,

    /// <summary>No answer, or no next word, in the time allowed.</summary>
    TimeOut = 7,

    /// <summary>The evidence and the conversation are more than the model takes.</summary>
    ContextTooLong = 8,

    /// <summary>A filter of the provider's held the question or the answer back.</summary>
    ContentBlocked = 9,

    /// <summary>We asked wrongly. It would fail everywhere, so the chain ends here.</summary>
    BadRequest = 10,

    /// <summary>What came is not what the provider documents.</summary>
    Malformed = 11,

    /// <summary>The answer stopped before its end.</summary>
    Interrupted = 12,

    /// <summary>It was not asked: it failed just before, and its circuit is open.</summary>
    CircuitOpen = 13,

    /// <summary>The person stopped it, or went away.</summary>
    Cancelled = 14,
}

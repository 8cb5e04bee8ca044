using Orleans;

namespace Raposa.Ingestion;

/// <summary>How sure we are where an event came from. Higher is better proof; an event keeps the best it ever had.</summary>
[GenerateSerializer, Alias("raposa.provenance")]
public enum Provenance
{
    /// <summary>Read by our own role, without a digest.</summary>
    Pulled = 0,

    /// <summary>An API key over TLS, no signature over the body (EventBridge API destinations).</summary>
    AuthenticatedChannel = 1,

    /// <summary>The body was signed with the customer's secret (HMAC-SHA256).</summary>
    SignedBody = 2,

    /// <summary>The body was signed with the customer's private key (ed25519).</summary>
    SignedByKey = 3,

    /// <summary>CloudTrail's own digest chain proves the log file.</summary>
    DigestVerified = 4,
}

using Orleans;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>
/// Whether a provider of models is worth asking. Keyed by its name; it is of the platform, because its keys are. What it
/// knows lives as long as it does: a provider is tried again after a restart.
/// </summary>
[PlatformGrain, Alias("raposa.model-provider-grain")]
public interface IModelProviderGrain : IGrainWithStringKey
{
    /// <summary>Null if it may be asked; else why not, and until when.</summary>
    [Alias("refuse")]
    Task<string?> Refuse();

    [Alias("record")]
    Task Record(ModelAttempt attempt, TimeSpan? retryAfter);
}

using Orleans;

namespace Raposa.Chat;

/// <inheritdoc cref="IModelProviderGrain"/>
internal sealed class ModelProviderGrain(TimeProvider time) : Grain, IModelProviderGrain
{
    private ProviderCircuit _circuit = ProviderCircuit.Closed;

    public Task<string?> Refuse() => Task.FromResult(_circuit.RefusalAt(time.GetUtcNow()));

    public Task Record(ModelAttempt attempt, TimeSpan? retryAfter)
    {
        _circuit = _circuit.After(attempt.Failure, attempt.Message, retryAfter, time.GetUtcNow());
        return Task.CompletedTask;
    }

    /// <summary>For whoever asks a provider and is no grain.</summary>
    internal sealed class Calls(IGrainFactory grains) : IProviderCircuits
    {
        public Task<string?> RefuseAsync(string provider) => grains.GetGrain<IModelProviderGrain>(provider).Refuse();

        public Task RecordAsync(ModelAttempt attempt, TimeSpan? retryAfter) => grains.GetGrain<IModelProviderGrain>(attempt.Provider).Record(attempt, retryAfter);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;

namespace Raposa.LocalEngine.Storage;

/// <summary>One state of one activation, between the grain and its storage.</summary>
internal sealed class GrainStateBridge<T> : IPersistentState<T>
{
    private readonly string _name;
    private readonly IGrainContext _context;
    private readonly IGrainStorage _storage;
    private readonly GrainState<T> _state = new(New());

    public GrainStateBridge(string name, IGrainContext context, IGrainStorage storage)
    {
        _name = name;
        _context = context;
        _storage = storage;
        context.ObservableLifecycle.Subscribe(
            $"state {name}", GrainLifecycleStage.SetupState, cancellation => ReadStateAsync());
    }

    public T State
    {
        get => _state.State;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => Guard("read", () => _storage.ReadStateAsync(_name, _context.GrainId, _state));

    public Task WriteStateAsync() => Guard("write", () => _storage.WriteStateAsync(_name, _context.GrainId, _state));

    public Task ClearStateAsync() => Guard("clear", async () =>
    {
        await _storage.ClearStateAsync(_name, _context.GrainId, _state);
        _state.State = New();
    });

    private static T New() => typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is null
        ? default!
        : Activator.CreateInstance<T>();

    private async Task Guard(string verb, Func<Task> work)
    {
        try
        {
            await work();
            _state.State ??= New();
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansException($"Could not {verb} the state '{_name}' of {_context.GrainId}: {exception.Message}", exception);
        }
    }
}

internal static class GrainStateBridge
{
    /// <summary>The state of a <see cref="Grain{TGrainState}"/>, in the storage that its class names.</summary>
    public static IStorage<T> Subscribe<T>(IGrainContext context, Grain grain)
    {
        var provider = (StorageProviderAttribute?)Attribute.GetCustomAttribute(grain.GetType(), typeof(StorageProviderAttribute));
        return new GrainStateBridge<T>("state", context, StorageOf(context.ActivationServices, provider?.ProviderName));
    }

    public static IGrainStorage StorageOf(IServiceProvider services, string? name) =>
        services.GetKeyedService<IGrainStorage>(name ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME)
        ?? throw new BadProviderConfigException(
            $"There is no grain storage called '{name ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME}' in this silo.");
}

internal sealed class PersistentStateFactory : IPersistentStateFactory
{
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config) =>
        new GrainStateBridge<TState>(
            config.StateName, context, GrainStateBridge.StorageOf(context.ActivationServices, config.StorageName));
}

using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Activations;

/// <summary>Makes references. In one process the client and the grains' factory are the same thing.</summary>
internal sealed class ClusterClient(IServiceProvider services, GrainClasses classes, Observers observers, Dispatcher dispatcher)
    : IClusterClient
{
    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        Get<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        Get<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        Get<TGrainInterface>(StringKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey =>
        Get<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey, NotBlank(keyExtension)), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey =>
        Get<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey, NotBlank(keyExtension)), grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)Get(grainInterfaceType, StringKey(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, NotBlank(keyExtension)), null);

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, NotBlank(keyExtension)), null);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)GrainReference.Create(dispatcher, grainId, typeof(TGrainInterface));

    public IAddressable GetGrain(GrainId grainId) => GrainReference.Create(dispatcher, grainId, typeof(IGrain));

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => GetGrain(grainId);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        Get(interfaceType, grainKey, grainClassNamePrefix);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => Get(interfaceType, grainKey, null);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is GrainReference || obj is Grain)
        {
            throw new ArgumentException("A grain is no observer object; hand out the grain's own reference instead.", nameof(obj));
        }

        RequireOutsideOfGrains();
        var reference = GrainReference.Create(dispatcher, ObserverReceiver.NewId(), typeof(TGrainObserverInterface));
        observers.Add(reference.GrainId, obj);
        return (TGrainObserverInterface)(object)reference;
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        RequireOutsideOfGrains();
        observers.Remove(obj is GrainReference reference
            ? reference.GrainId
            : throw new ArgumentException("Only a reference that CreateObjectReference gave can be deleted.", nameof(obj)));
    }

    private static void RequireOutsideOfGrains()
    {
        if (RuntimeContext.Current is not null)
        {
            throw new InvalidOperationException("A grain has no objects to refer to; it hands out its own reference.");
        }
    }

    private static IdSpan StringKey(string key) => IdSpan.Create(NotBlank(key));

    private static string NotBlank(string key) => string.IsNullOrWhiteSpace(key)
        ? throw new ArgumentException("A grain key, and a key extension, must not be empty or blank.", nameof(key))
        : key;

    private TGrainInterface Get<TGrainInterface>(IdSpan key, string? prefix) =>
        (TGrainInterface)(object)Get(typeof(TGrainInterface), key, prefix);

    private GrainReference Get(Type interfaceType, IdSpan key, string? prefix) =>
        GrainReference.Create(dispatcher, GrainId.Create(classes.Implementing(interfaceType, prefix).GrainType, key), interfaceType);
}

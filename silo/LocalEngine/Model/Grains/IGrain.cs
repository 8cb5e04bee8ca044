namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>Marks an interface whose calls are messages to a grain.</summary>
    public interface IGrain : IAddressable;

    public interface IGrainWithGuidKey : IGrain;

    public interface IGrainWithIntegerKey : IGrain;

    public interface IGrainWithStringKey : IGrain;

    public interface IGrainWithGuidCompoundKey : IGrain;

    public interface IGrainWithIntegerCompoundKey : IGrain;

    /// <summary>Marks an interface by which grains call back an object outside of any grain.</summary>
    public interface IGrainObserver : IAddressable;
}

namespace Orleans.Runtime
{
    /// <summary>Anything that can be sent a message.</summary>
    public interface IAddressable;

    /// <summary>An interface that the runtime, not the grain class, answers for a grain.</summary>
    public interface IGrainExtension : IAddressable;
}

namespace Orleans.Core.Internal
{
    using Orleans.Runtime;

    /// <summary>What every grain can be told from outside, through <c>grain.Cast&lt;IGrainManagementExtension&gt;()</c>.</summary>
    public interface IGrainManagementExtension : IGrainExtension
    {
        ValueTask DeactivateOnIdle();

        ValueTask MigrateOnIdle();
    }
}

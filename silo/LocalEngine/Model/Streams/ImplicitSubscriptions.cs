using System.Text.RegularExpressions;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans
{
    /// <summary>Every stream of this namespace is subscribed by the grain of this class that has the stream's key.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public class ImplicitStreamSubscriptionAttribute : Attribute
    {
        private readonly Func<string?, bool> _matches;

        public ImplicitStreamSubscriptionAttribute() => _matches = static _ => true;

        public ImplicitStreamSubscriptionAttribute(string streamNamespace) =>
            _matches = ns => ns == streamNamespace.Trim();

        private protected ImplicitStreamSubscriptionAttribute(Func<string?, bool> matches) => _matches = matches;

        internal bool Matches(string? streamNamespace) => _matches(streamNamespace);
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public sealed class RegexImplicitStreamSubscriptionAttribute : ImplicitStreamSubscriptionAttribute
    {
        public RegexImplicitStreamSubscriptionAttribute(string pattern)
            : base(Matcher(pattern))
        {
        }

        private static Func<string?, bool> Matcher(string pattern)
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking);
            return ns => ns is not null && regex.IsMatch(ns);
        }
    }

    public static class GrainStreamingExtensions
    {
        public static IStreamProvider GetStreamProvider(this Grain grain, string name) =>
            ((IGrainBase)grain).GetStreamProvider(name);

        public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
            grain.GrainContext.ActivationServices.StreamProvider(name);
    }

    public static class ClientStreamingExtensions
    {
        public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) =>
            client.ServiceProvider.StreamProvider(name);
    }
}

namespace Orleans.Streams
{
    using Microsoft.Extensions.DependencyInjection;

    /// <summary>A handler gave up on an item: a minute of tries was not enough.</summary>
    [GenerateSerializer]
    public sealed class StreamEventDeliveryFailureException : OrleansException
    {
        public StreamEventDeliveryFailureException()
        {
        }

        public StreamEventDeliveryFailureException(string message)
            : base(message)
        {
        }

        public StreamEventDeliveryFailureException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    internal static class StreamProviders
    {
        public static IStreamProvider StreamProvider(this IServiceProvider services, string name)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            return services.GetKeyedService<IStreamProvider>(name)
                ?? throw new KeyNotFoundException($"Stream provider '{name}' not found; add it with AddMemoryStreams(\"{name}\").");
        }
    }
}

namespace Orleans.Streams.Core
{
    /// <summary>A grain that gives its handlers when an item comes for a subscription that has none.</summary>
    public interface IStreamSubscriptionObserver
    {
        Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
    }

    public interface IStreamSubscriptionHandleFactory
    {
        StreamId StreamId { get; }

        string ProviderName { get; }

        GuidId SubscriptionId { get; }

        StreamSubscriptionHandle<T> Create<T>();
    }
}

namespace Orleans.Runtime
{
    /// <summary>A Guid that is an object.</summary>
    [GenerateSerializer, Immutable]
    public sealed record GuidId([property: Id(0)] Guid Guid)
    {
        public static GuidId GetGuidId(Guid guid) => new(guid);
    }
}

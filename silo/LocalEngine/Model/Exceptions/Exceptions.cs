namespace Orleans.Runtime
{
    /// <summary>The base of what the engine itself throws.</summary>
    [GenerateSerializer]
    public class OrleansException : Exception
    {
        public OrleansException()
            : base("Unexpected error.")
        {
        }

        public OrleansException(string message)
            : base(message)
        {
        }

        public OrleansException(string message, Exception? innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The silo stopped or is stopping.</summary>
    [GenerateSerializer]
    public sealed class SiloUnavailableException : OrleansException
    {
        public SiloUnavailableException()
            : base("The silo is not available.")
        {
        }

        public SiloUnavailableException(string message)
            : base(message)
        {
        }

        public SiloUnavailableException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>A message that could not be given to anybody.</summary>
    [GenerateSerializer]
    public class OrleansMessageRejectionException : OrleansException
    {
        public OrleansMessageRejectionException()
        {
        }

        public OrleansMessageRejectionException(string message)
            : base(message)
        {
        }

        public OrleansMessageRejectionException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The observer that was called is gone.</summary>
    [GenerateSerializer]
    public sealed class ClientNotAvailableException : OrleansException
    {
        public ClientNotAvailableException()
        {
        }

        public ClientNotAvailableException(string message)
            : base(message)
        {
        }

        public ClientNotAvailableException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The silo is set up in a way that cannot work.</summary>
    [GenerateSerializer]
    public sealed class OrleansConfigurationException : Exception
    {
        public OrleansConfigurationException()
        {
        }

        public OrleansConfigurationException(string message)
            : base(message)
        {
        }

        public OrleansConfigurationException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>A grain was called through an extension that it does not have.</summary>
    [GenerateSerializer]
    public class GrainExtensionNotInstalledException : OrleansException
    {
        public GrainExtensionNotInstalledException()
        {
        }

        public GrainExtensionNotInstalledException(string message)
            : base(message)
        {
        }

        public GrainExtensionNotInstalledException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}

namespace Orleans.Storage
{
    using Orleans.Runtime;

    /// <summary>What was to be written is not based on what is stored now.</summary>
    [GenerateSerializer]
    public class InconsistentStateException : OrleansException
    {
        public InconsistentStateException()
        {
        }

        public InconsistentStateException(string message)
            : base(message)
        {
        }

        public InconsistentStateException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : this(errorMsg, storedEtag, currentEtag, storageException: null)
        {
        }

        public InconsistentStateException(
            string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base(errorMsg, storageException)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        /// <summary>True until it has ended the activation whose write it was, so that it ends no other.</summary>
        internal bool IsSourceActivation { get; set; } = true;

        public string? StoredEtag { get; }

        public string? CurrentEtag { get; }

        public override string ToString() => $"{base.ToString()} (expected etag {StoredEtag}, received {CurrentEtag})";
    }

    /// <summary>A storage of that name does not exist or cannot work.</summary>
    [GenerateSerializer]
    public class BadProviderConfigException : OrleansException
    {
        public BadProviderConfigException()
        {
        }

        public BadProviderConfigException(string message)
            : base(message)
        {
        }

        public BadProviderConfigException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}

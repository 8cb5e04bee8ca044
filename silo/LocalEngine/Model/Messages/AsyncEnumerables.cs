using Raposa.LocalEngine.Calls;

namespace Orleans.Runtime;

public static class AsyncEnumerableExtensions
{
    /// <summary>How many items one answer may carry at most. Only items that are ready at once travel together.</summary>
    public static IAsyncEnumerable<T> WithBatchSize<T>(this IAsyncEnumerable<T> self, int maxBatchSize)
    {
        if (self is RemoteEnumerable<T> remote)
        {
            remote.MaxBatchSize = maxBatchSize;
        }

        return self;
    }
}

/// <summary>How Orleans fetches the items of a sequence. Here the filters see the method that gave the sequence instead.</summary>
public interface IAsyncEnumerableGrainExtension : IGrainExtension;

/// <summary>The activation that was enumerated is gone, or forgot an enumeration that nobody had touched for long.</summary>
[GenerateSerializer]
public sealed class EnumerationAbortedException : Exception
{
    public EnumerationAbortedException()
    {
    }

    public EnumerationAbortedException(string message)
        : base(message)
    {
    }

    public EnumerationAbortedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

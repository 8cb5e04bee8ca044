using Raposa.LocalEngine.Copying;

namespace Orleans.Serialization;

/// <summary>Copies a value the way an argument of a call is copied.</summary>
public sealed class DeepCopier
{
#pragma warning disable CA1822 // Orleans has it on the instance.
    public T Copy<T>(T value) => (T)Copier.CopyAlone(value, typeof(T))!;
#pragma warning restore CA1822
}

/// <summary>A type that may not be part of a message; the text says which, where, and what to do.</summary>
public sealed class CodecNotFoundException : Exception
{
    public CodecNotFoundException()
    {
    }

    public CodecNotFoundException(string message)
        : base(message)
    {
    }

    public CodecNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

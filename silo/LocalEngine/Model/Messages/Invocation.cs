using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>One call, as filters and interleaving predicates see it.</summary>
public interface IInvokable : IDisposable
{
    object? GetTarget();

    void SetTarget(ITargetHolder holder);

    ValueTask<Response> Invoke();

    int GetArgumentCount();

    object? GetArgument(int index);

    void SetArgument(int index, object value);

    string GetMethodName();

    string GetInterfaceName();

    string GetActivityName();

    MethodInfo GetMethod();

    Type GetInterfaceType();

    TimeSpan? GetDefaultResponseTimeout() => default;

    CancellationToken GetCancellationToken() => default;

    bool TryCancel() => false;

    bool IsCancellable => false;
}

/// <summary>Has the grain and the parts of an activation.</summary>
public interface ITargetHolder
{
    object? GetTarget();

    object? GetComponent(Type componentType);
}

public static class TargetHolderExtensions
{
    public static TComponent? GetComponent<TComponent>(this ITargetHolder targetHolder)
        where TComponent : class => targetHolder.GetComponent(typeof(TComponent)) as TComponent;
}

/// <summary>What a call gave: a result or an exception.</summary>
public sealed class Response
{
    private Response(object? result, Exception? exception)
    {
        Result = result;
        Exception = exception;
    }

    public static Response Completed { get; } = new(result: null, exception: null);

    public object? Result { get; set; }

    public Exception? Exception { get; set; }

    public static Response FromResult<TResult>(TResult value) => new(value, exception: null);

    public static Response FromException(Exception exception) => new(result: null, exception);
}

using Orleans.Runtime;
using Raposa.LocalEngine.Copying;

namespace Raposa.LocalEngine.Calls;

/// <summary>Turns what a method returns into a bare result and back: Task, ValueTask, with and without value, or a sequence.</summary>
internal abstract class ReturnShape
{
    public virtual bool IsEnumeration => false;

    public virtual Type ResultType => typeof(object);

    public static ReturnShape Of(Type type)
    {
        if (type == typeof(Task) || type == typeof(void))
        {
            return new NoValue();
        }

        if (type == typeof(ValueTask))
        {
            return new NoValueTask();
        }

        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            var shape = definition == typeof(Task<>) ? typeof(Value<>)
                : definition == typeof(ValueTask<>) ? typeof(ValueInValueTask<>)
                : definition == typeof(IAsyncEnumerable<>) ? typeof(Sequence<>)
                : null;
            if (shape is not null)
            {
                return (ReturnShape)Activator.CreateInstance(shape.MakeGenericType(type.GetGenericArguments()))!;
            }
        }

        throw new NotSupportedException(
            $"A grain method cannot return {type}: it returns Task, ValueTask, either with a value, IAsyncEnumerable or void.");
    }

    public abstract Task<object?> Bare(object? returned);

    public abstract object? Shaped(Task<object?> answer);

    public virtual void RequireMessage(string method)
    {
    }

    public virtual object RemoteSequence(GrainReference reference, MethodPlan method, object?[] arguments) =>
        throw new NotSupportedException($"{method.Name} gives no sequence.");

    private sealed class NoValue : ReturnShape
    {
        private static readonly Task<object?> Nothing = Task.FromResult<object?>(null);

        public override Task<object?> Bare(object? returned) =>
            returned is null or Task { IsCompletedSuccessfully: true } ? Nothing : BareLater((Task)returned);

        public override object? Shaped(Task<object?> answer) => answer;

        private static async Task<object?> BareLater(Task returned)
        {
            await returned;
            return null;
        }
    }

    private sealed class NoValueTask : ReturnShape
    {
        public override async Task<object?> Bare(object? returned)
        {
            await (ValueTask)returned!;
            return null;
        }

        public override object? Shaped(Task<object?> answer) => new ValueTask(answer);
    }

    private sealed class Value<T> : ReturnShape
    {
        public override Type ResultType => typeof(T);

        public override Task<object?> Bare(object? returned) =>
            returned is Task<T> { IsCompletedSuccessfully: true } done ? Task.FromResult<object?>(done.Result) : BareLater(returned);

        public override object? Shaped(Task<object?> answer) => Await(answer);

        public override void RequireMessage(string method) =>
            MessageTypes.RequireMessage(typeof(T), $"{method} returns {typeof(T).Name}");

        private static async Task<object?> BareLater(object? returned) => await (Task<T>)returned!;

        private static async Task<T> Await(Task<object?> answer) => (T)(await answer)!;
    }

    private sealed class ValueInValueTask<T> : ReturnShape
    {
        public override Type ResultType => typeof(T);

        public override async Task<object?> Bare(object? returned) => await (ValueTask<T>)returned!;

        public override object? Shaped(Task<object?> answer) => Await(answer);

        public override void RequireMessage(string method) =>
            MessageTypes.RequireMessage(typeof(T), $"{method} returns {typeof(T).Name}");

        private static async ValueTask<T> Await(Task<object?> answer) => (T)(await answer)!;
    }

    private sealed class Sequence<T> : ReturnShape
    {
        public override bool IsEnumeration => true;

        public override Task<object?> Bare(object? returned) => Task.FromResult(returned);

        public override object? Shaped(Task<object?> answer) => throw new NotSupportedException();

        public override void RequireMessage(string method) =>
            MessageTypes.RequireMessage(typeof(T), $"{method} gives {typeof(T).Name}");

        public override object RemoteSequence(GrainReference reference, MethodPlan method, object?[] arguments) =>
            new RemoteEnumerable<T>(reference, method, arguments);
    }
}

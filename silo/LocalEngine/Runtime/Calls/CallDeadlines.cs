using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Raposa.LocalEngine.Calls;

/// <summary>Ends the wait for calls that take too long. Only the waiting ends: what was called goes on.</summary>
internal abstract class CallDeadlines(IOptions<SiloMessagingOptions> options)
{
    public TimeSpan ResponseTimeout { get; } = options.Value.ResponseTimeout;

    public abstract void Watch(Call call);

    /// <summary>The call is complete.</summary>
    public abstract void Forget(Call call);

    protected TimeSpan TimeoutOf(Call call) => call.Method.ResponseTimeout ?? ResponseTimeout;

    /// <summary>The outermost call is told of the innermost: who waits for whom is what finds a deadlock.</summary>
    protected void End(Call call, Call innermost) => call.Fail(new TimeoutException(
        $"{call} gave no answer within {TimeoutOf(call)}. It may still be running. The calls that waited: {innermost.Chain()}."));
}

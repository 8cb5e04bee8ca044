#if ENGINE_ORLEANS
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Raposa.Engine;

/// <summary>
/// Repeats what a silo refused to take. For the three seconds until a dead silo is voted out, calls to its grains are
/// refused at once; a person or a sender of events should see a pause then, not an error.
/// </summary>
/// <remarks>
/// A refused call was not begun. What did begin may still have been refused further on, by a grain that its grain called,
/// and then begins again: every effect is keyed by what it is about, so doing it twice is doing it once.
/// </remarks>
internal sealed class RejectedCalls : IOutgoingGrainCallFilter
{
    private const int Attempts = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await context.Invoke();
                if (!IsRefusal(context.Response?.Exception) || attempt == Attempts)
                {
                    return;
                }
            }
            catch (Exception refusal) when (IsRefusal(refusal) && attempt < Attempts)
            {
                // It never left this process: no gateway is known, or none takes a connection.
            }

            await Task.Delay(Pause);
        }
    }

    private static bool IsRefusal(Exception? failure) => failure is OrleansMessageRejectionException or ConnectionFailedException;
}
#endif

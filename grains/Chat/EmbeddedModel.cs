using System.Runtime.CompilerServices;

namespace Raposa.Chat;

/// <summary>The last link of every chain: it has no model, needs no network and always answers.</summary>
/// <param name="answer">What it says, composed of the evidence.</param>
internal sealed class EmbeddedModel(Func<string> answer) : IModel
{
    public string Provider => EmbeddedResponder.Provider;

    public async IAsyncEnumerable<ModelUpdate> StreamAsync(ModelCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var line in answer().Split('\n'))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ModelText($"{line}\n");
            await Task.CompletedTask;
        }

        yield return new ModelUsage(0, 0, 0);
        yield return new ModelEnd(WasCutShort: false);
    }
}

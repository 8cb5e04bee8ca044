namespace Raposa.Chat;

/// <summary>A model that writes, wherever it runs.</summary>
internal interface IModel
{
    /// <summary>Such as <c>bedrock</c>.</summary>
    string Provider { get; }

    /// <summary>Streams an answer. It ended well when the sequence ends; there is no half success.</summary>
    /// <exception cref="ModelFailureException">It did not, or not to the end.</exception>
    IAsyncEnumerable<ModelUpdate> StreamAsync(ModelCall call, CancellationToken cancellationToken);
}

/// <summary>What a model is asked.</summary>
/// <param name="Model">The provider's id of it.</param>
/// <param name="Prompt">The text.</param>
/// <param name="MaxOutputTokens">The longest answer.</param>
internal sealed record ModelCall(string Model, ModelPrompt Prompt, int MaxOutputTokens)
{
    /// <summary>For the provider's own bookkeeping: who is billed. No names.</summary>
    public string? BillingTag { get; init; }
}

/// <summary>A prompt as every provider takes it.</summary>
/// <param name="System">What the model is to do.</param>
/// <param name="Messages">The conversation, a person's words first and last, in turns.</param>
internal sealed record ModelPrompt(string System, IReadOnlyList<ModelMessage> Messages);

internal sealed record ModelMessage(bool IsPerson, string Text);

/// <summary>A piece of an answer, or what it cost.</summary>
internal abstract record ModelUpdate;

internal sealed record ModelText(string Text) : ModelUpdate;

/// <param name="CostUsd">Null where the provider does not say.</param>
internal sealed record ModelUsage(int InputTokens, int OutputTokens, decimal? CostUsd = null) : ModelUpdate;

/// <summary>The provider says that the answer is whole. A stream that ends without one was cut.</summary>
/// <param name="WasCutShort">The longest answer that was allowed is reached.</param>
internal sealed record ModelEnd(bool WasCutShort) : ModelUpdate;

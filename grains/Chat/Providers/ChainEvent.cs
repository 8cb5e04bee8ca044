namespace Raposa.Chat;

/// <summary>What happens while the chain answers.</summary>
internal abstract record ChainEvent;

/// <summary>This model is writing now: said before its first word.</summary>
/// <param name="Place">In the chain; 0 is the first choice.</param>
internal sealed record ChainServing(string Provider, string Model, int Place) : ChainEvent;

internal sealed record ChainText(string Text) : ChainEvent;

/// <summary>What was read so far is void: its writer failed, and another begins anew. Two writers' words are never one answer.</summary>
internal sealed record ChainRestart(string Provider, ModelFailure Failure) : ChainEvent;

/// <summary>A try is over, well or not.</summary>
internal sealed record ChainAttempt(ModelAttempt Attempt) : ChainEvent;

/// <summary>The answer is whole.</summary>
internal sealed record ChainDone(string Provider, string Model, bool WasCutShort) : ChainEvent;

/// <summary>There is no answer.</summary>
internal sealed record ChainFailed(ModelFailure Failure) : ChainEvent;

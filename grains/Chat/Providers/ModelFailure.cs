namespace Raposa.Chat;

/// <summary>Why a model did not answer.</summary>
/// <param name="Kind">What follows from it.</param>
/// <param name="Message">The provider's own words.</param>
/// <param name="HttpStatus">Null where there was none.</param>
internal sealed record ModelFailure(ModelFailureKind Kind, string Message, int? HttpStatus = null)
{
    /// <summary>How long the provider asks not to be asked.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>A model's answer ended without an end.</summary>
internal sealed class ModelFailureException(ModelFailure failure, Exception? cause = null) : Exception(failure.Message, cause)
{
    public ModelFailure Failure { get; } = failure;
}

namespace Raposa.Findings;

/// <summary>Brings one message to one receiver, once.</summary>
internal interface IAlertClient
{
    AlertReceiverKind Kind { get; }

    /// <returns>What came of it; nothing is thrown but cancellation.</returns>
    Task<AlertOutcome> SendAsync(AlertMessage message, CancellationToken cancellationToken);
}

/// <param name="Id">The same at every attempt: by it a receiver knows a message that it has.</param>
/// <param name="Target">An https URL, or an e-mail address.</param>
/// <param name="Title">One sentence; a mail's subject.</param>
/// <param name="Text">For a person.</param>
/// <param name="Body">For a program: JSON with <c>type</c>, <c>timestamp</c> and <c>data</c>.</param>
/// <param name="Secret">What signs it; null for mail.</param>
internal sealed record AlertMessage(Guid Id, string Target, string Title, string Text, string Body, byte[]? Secret);

/// <param name="Error">Null if it arrived, else why not.</param>
/// <param name="IsGone">The receiver wants nothing any more.</param>
/// <param name="RetryAfter">How long it asks to wait.</param>
internal sealed record AlertOutcome(string? Error, bool IsGone = false, TimeSpan? RetryAfter = null)
{
    public static readonly AlertOutcome Arrived = new(Error: null);
}

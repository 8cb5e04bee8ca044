namespace Raposa.Posture.Reading;

/// <summary>How completely a source is known in an account and region.</summary>
/// <param name="Gap">Null if the documents are all that there are; else why they may not be.</param>
/// <param name="IsOff">Whether the vendor says that the service is not switched on, which is an answer too.</param>
internal sealed record EstateChain(string Source, string AccountId, string? Region, string? Gap, bool IsOff = false);

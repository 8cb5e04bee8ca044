namespace Raposa.Posture;

/// <summary>What a check says of a subject, and why in one sentence.</summary>
internal sealed record Judgement(CheckStatus Status, string Reason);

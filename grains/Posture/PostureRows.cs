namespace Raposa.Posture;

/// <summary>A verdict as it is stored. The region is empty where there is none.</summary>
internal sealed record ResultRow(
    string CheckId, string AccountId, string Region, string Resource, CheckStatus Status, short Severity, string Reason, string EvidenceJson, string Digest)
{
    public static ResultRow Of(CheckOutcome outcome) => new(
        outcome.Check.Id, outcome.AccountId, outcome.Region ?? "", outcome.Resource, outcome.Status, (short)outcome.Check.Severity, outcome.Reason,
        VerdictEvidence.Of(outcome).ToJsonString(), VerdictEvidence.DigestOf(outcome));
}

/// <summary>How many verdicts a check has in an account.</summary>
internal sealed record TallyRow(string CheckId, string AccountId, int Passed, int Failed, int Unknown);

/// <summary>A verdict that is no pass now.</summary>
internal sealed record OpenResult(string CheckId, string AccountId, string Region, string Resource);

/// <summary>A verdict that holds now.</summary>
internal sealed record StandingVerdict(string CheckId, string AccountId, string Resource, short Status);

/// <summary>A finding of a vendor's that was told on.</summary>
internal sealed record VendorFindingRow(string Source, string AccountId, string Region, string Key, string Sha256, string Fingerprint);

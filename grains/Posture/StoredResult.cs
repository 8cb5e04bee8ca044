using Raposa.Incidents;

namespace Raposa.Posture;

/// <summary>A row of <c>posture.result</c>.</summary>
internal sealed record StoredResult(
    string CheckId, string AccountId, string Region, string Resource, DateTime Since, DateTime? Until, Guid AnalysisId, short Status, short Severity,
    string Reason, string Evidence, string Digest)
{
    public const string Columns =
        """
        check_id as CheckId, account_id as AccountId, region as Region, resource as Resource, since as Since, until as Until,
        analysis_id as AnalysisId, status as Status, severity as Severity, reason as Reason, evidence::text as Evidence, digest as Digest
        """;

    public CheckResult ToResult() => new()
    {
        Key = new(CheckId, AccountId, Region.Length == 0 ? null : Region, Resource),
        Status = (CheckStatus)Status,
        Severity = (Severity)Severity,
        Reason = Reason,
        Since = Since,
        Until = Until,
        AnalysisId = AnalysisId,
        EvidenceJson = Evidence,
    };
}
